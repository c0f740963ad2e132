using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

public sealed class ProducerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "hello"u8.ToArray() };

    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 2, queuesOnB: 2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task SendAsync_FourMessages_GoRoundAllQueues()
    {
        var producer = await _cluster.StartProducerAsync();
        var results = new List<SendResult>();
        for (var i = 0; i < 4; i++)
            results.Add(await producer.SendAsync(Plain, CancellationToken.None));

        results.Select(result => result.Queue).Distinct().Count().ShouldBe(4);
        results.ShouldAllBe(result => result.Status == SendStatus.SendOk && result.QueueOffset == 0);
        results.Select(result => result.MessageId).Distinct().Count().ShouldBe(4);
        results[0].OffsetMessageId.ShouldStartWith("broker-");
    }

    [Theory]
    [InlineData(ResponseCode.TopicNotExist)]
    [InlineData(ResponseCode.ServiceNotAvailable)]
    [InlineData(ResponseCode.SystemError)]
    [InlineData(ResponseCode.NoPermission)]
    public async Task SendAsync_RetryableRefusal_GoesToTheOtherBrokerWithTheSameKey(int code)
    {
        var producer = await _cluster.StartProducerAsync();
        while ((await producer.SendAsync(Plain, CancellationToken.None)).Queue.QueueId != 1)
            continue;

        var before = SendsCame();
        var failing = FailNext(code);

        var result = await producer.SendAsync(Plain, CancellationToken.None);

        var keys = SendsCame().Except(before)
            .Select(command => PropertyString.Parse(command.ReadHeader<SendMessageHeader>().Properties)[MessageProperties.UniqueKey]);
        failing.Count.ShouldBe(1);
        result.Queue.BrokerName.ShouldNotBe(failing[0]);
        keys.ShouldBe([result.MessageId, result.MessageId]);
    }

    [Fact]
    public async Task SendAsync_OtherRefusal_IsThrownAtOnce()
    {
        var producer = await _cluster.StartProducerAsync();
        var failing = FailNext(ResponseCode.MessageIllegal);

        var failure = await Should.ThrowAsync<ClientException>(() => producer.SendAsync(Plain, CancellationToken.None));

        failing.Count.ShouldBe(1);
        failure.ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
        failure.Message.ShouldContain("request 310 to 127.0.0.1:");
    }

    [Fact]
    public async Task SendAsync_EveryAttemptFails_GivesUpAfterThree()
    {
        var producer = await _cluster.StartProducerAsync();
        var failing = FailNext(ResponseCode.SystemError, times: 10);

        var failure = await Should.ThrowAsync<ClientException>(() => producer.SendAsync(Plain, CancellationToken.None));

        failing.Count.ShouldBe(3);
        failure.ResponseCode.ShouldBe(ResponseCode.SystemError);
        failure.Message.ShouldStartWith($"Send [3] times, still failed, cost [0] ms, topic: {FakeCluster.Topic}, brokers sent: [");
    }

    [Fact]
    public async Task SendAsync_BudgetSpentByTheFirstAttempt_TriesNoMore()
    {
        var producer = await _cluster.StartProducerAsync();
        TaskCompletionSource<RemotingCommand> never = new();
        _cluster.A.Node.OnHeld(310, _ => new(never.Task));
        _cluster.B.Node.OnHeld(310, _ => new(never.Task));
        var timers = _cluster.Clock.ArmedTimers;

        var sending = producer.SendAsync(Plain, CancellationToken.None);
        await _cluster.Clock.WaitForTimersAsync(timers + 1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(3));
        var failure = await Should.ThrowAsync<ClientException>(() => sending.WaitAsync(Patience));

        failure.ResponseCode.ShouldBe(ClientErrorCode.AccessBrokerTimeout);
        failure.Message.ShouldContain("Send [1] times");
        (_cluster.A.Node.Came(310).Count + _cluster.B.Node.Came(310).Count).ShouldBe(1);
    }

    [Theory]
    [InlineData(ResponseCode.FlushDiskTimeout, SendStatus.FlushDiskTimeout)]
    [InlineData(ResponseCode.FlushSlaveTimeout, SendStatus.FlushSlaveTimeout)]
    [InlineData(ResponseCode.SlaveNotAvailable, SendStatus.SlaveNotAvailable)]
    public async Task SendAsync_StoredButNotSafe_IsAResult(int code, SendStatus expected)
    {
        var producer = await _cluster.StartProducerAsync();
        FailNext(code);

        (await producer.SendAsync(Plain, CancellationToken.None)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task SendAsync_GivenQueue_IsOneAttempt()
    {
        var producer = await _cluster.StartProducerAsync();
        await producer.FetchPublishQueuesAsync(FakeCluster.Topic, CancellationToken.None);
        var queue = new MessageQueue(FakeCluster.Topic, "broker-b", 1);
        (await producer.SendAsync(Plain, queue, CancellationToken.None)).Queue.ShouldBe(queue);
        var failing = FailNext(ResponseCode.SystemError);

        await Should.ThrowAsync<ClientException>(() => producer.SendAsync(Plain, queue, CancellationToken.None));

        failing.ShouldBe(["broker-b"]);
        (await Should.ThrowAsync<ClientException>(() => producer.SendAsync(Plain, queue with { Topic = "U" }, CancellationToken.None)))
            .ResponseCode.ShouldBe(ClientErrorCode.IllegalMessage);
    }

    [Fact]
    public async Task SendBatchAsync_ThreeMessages_IsOneRequest()
    {
        var producer = await _cluster.StartProducerAsync();
        var stored = RemotingCommand.Success(new SendMessageResponseHeader { MsgId = "x", QueueId = 1, QueueOffset = 5 });
        _cluster.A.Node.On(RequestCode.SendBatchMessage, stored);
        _cluster.B.Node.On(RequestCode.SendBatchMessage, stored);

        var result = await producer.SendBatchAsync([Plain, Plain, Plain], CancellationToken.None);

        result.QueueOffset.ShouldBe(5);
        result.MessageId.Split(',').Length.ShouldBe(3);
        (_cluster.A.Node.Came(320).Count + _cluster.B.Node.Came(320).Count).ShouldBe(1);
    }

    [Fact]
    public async Task SendOneWayAsync_Refused_IsNotNoticed()
    {
        var producer = await _cluster.StartProducerAsync();
        FailNext(ResponseCode.SystemError, times: 10);

        await producer.SendOneWayAsync(Plain, CancellationToken.None);

        var sent = _cluster.A.Node.Came(310).Concat(_cluster.B.Node.Came(310));
        sent.ShouldHaveSingleItem().IsOneWay.ShouldBeTrue();
    }

    [Fact]
    public async Task SendAsync_NewTopic_UsesTheTemplateUntilThereIsARoute()
    {
        _cluster.SetRoute(TopicNames.AutoCreateTemplate, (_cluster.A, 8));
        var producer = await _cluster.StartProducerAsync();
        var first = await producer.SendAsync(Plain with { Topic = "New" }, CancellationToken.None);
        first.Queue.BrokerName.ShouldBe("broker-a");
        (await producer.FetchPublishQueuesAsync("New", CancellationToken.None)).Count.ShouldBe(4);

        _cluster.SetRoute("New", (_cluster.A, 2), (_cluster.B, 1));
        _cluster.NameServer.Skip(RequestCode.GetRouteInfoByTopic);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await _cluster.NameServer.NextAsync(RequestCode.GetRouteInfoByTopic);

        await WaitForQueuesAsync(producer, "New", 3);
    }

    [Fact]
    public async Task SendAsync_NoRouteAnywhere_IsCode10005()
    {
        var producer = await _cluster.StartProducerAsync();

        var failure = await Should.ThrowAsync<ClientException>(
            () => producer.SendAsync(Plain with { Topic = "Nowhere" }, CancellationToken.None));

        failure.ResponseCode.ShouldBe(ClientErrorCode.NotFoundTopic);
        failure.Message.ShouldContain("Nowhere");
    }

    [Fact]
    public async Task StopAsync_AfterASend_UnregistersFromEveryBroker()
    {
        var producer = await _cluster.StartProducerAsync();
        await producer.SendAsync(Plain, CancellationToken.None);

        await producer.StopAsync(CancellationToken.None);
        await producer.StopAsync(CancellationToken.None);

        foreach (var broker in new[] { _cluster.A, _cluster.B })
        {
            var header = broker.Node.Came(RequestCode.UnregisterClient).ShouldHaveSingleItem().ReadHeader<UnregisterClientHeader>();
            header.ClientId.ShouldBe(producer.ClientId);
            header.ProducerGroup.ShouldBe(producer.Group);
        }

        await Should.ThrowAsync<InvalidOperationException>(() => producer.SendAsync(Plain, CancellationToken.None));
    }

    [Fact]
    public async Task StartAsync_Twice_IsRefused()
    {
        var producer = await _cluster.StartProducerAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => producer.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Heartbeat_AfterTheFirstSend_NamesTheGroup()
    {
        var producer = await _cluster.StartProducerAsync();
        await producer.SendAsync(Plain, CancellationToken.None);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        var body = (await _cluster.A.Node.NextAsync(RequestCode.HeartBeat)).ReadBody<HeartbeatBody>();

        body.ProducerDataSet.ShouldHaveSingleItem().GroupName.ShouldBe(producer.Group);
        body.ConsumerDataSet.ShouldBeEmpty();
    }

    [Fact]
    public void Constructor_IllegalGroup_NamesIt() =>
        Should.Throw<ArgumentException>(() => new Producer(new ProducerOptions { Group = "a b" }, _cluster.Context))
            .Message.ShouldContain("a b");

    private RemotingCommand[] SendsCame() => [.. _cluster.A.Node.Came(310), .. _cluster.B.Node.Came(310)];

    /// <summary>The next sends, to whichever broker, get this code; the names of the brokers that gave it.</summary>
    private List<string> FailNext(int code, int times = 1)
    {
        var failed = new List<string>();
        foreach (var broker in new[] { _cluster.A, _cluster.B })
        {
            broker.Node.On(310, request =>
            {
                var header = request.Command.ReadHeader<SendMessageHeader>();
                var stored = new SendMessageResponseHeader { MsgId = "x", QueueId = header.QueueId, QueueOffset = 0 };
                lock (failed)
                {
                    if (failed.Count == times)
                        return RemotingCommand.Success(stored);

                    failed.Add(broker.Name);
                    return RemotingCommand.Answer(code, "scripted") with { Header = stored };
                }
            });
        }

        return failed;
    }

    /// <summary>The refresh that was signalled may still be on its way into the table.</summary>
    private static async Task WaitForQueuesAsync(Producer producer, string topic, int count)
    {
        for (var i = 0; i < 1000 && (await producer.FetchPublishQueuesAsync(topic, CancellationToken.None)).Count != count; i++)
            await Task.Yield();

        (await producer.FetchPublishQueuesAsync(topic, CancellationToken.None)).Count.ShouldBe(count);
    }
}
