using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Persistence;

namespace Engine.Tests.Client.Consuming;

/// <summary>A member of a broadcasting group, as a scripted cluster sees it.</summary>
[Trait("Behaviour", "A4")]
public sealed class BroadcastingConsumerTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    private readonly RecordingListener _listener = new();
    private readonly TemporaryFolder _folder = new();
    private FakeCluster _cluster = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    private string File => Path.Combine(_folder.Path, "10.0.0.7@DEFAULT", FakeCluster.Group, "offsets.json");

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 2);

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Behaviour", "E2")]
    public async Task StartAsync_OtherMembers_TakesAllQueuesAndAsksTheBrokerNeitherForThemNorForOffsets()
    {
        _cluster.A.OtherMembers.AddRange(["0@a", "0@b"]);

        var consumer = await StartAsync();
        await PullsAsync(2);

        consumer.ClientId.ShouldBe("10.0.0.7@DEFAULT");
        consumer.AssignedQueues.Count.ShouldBe(2);
        Broker.CodesCame.Distinct().ShouldBe([RequestCode.HeartBeat, RequestCode.PullMessage]);
        var data = Broker.Came(RequestCode.HeartBeat)[0].ReadBody<HeartbeatBody>().ConsumerDataSet.ShouldHaveSingleItem();
        data.MessageModel.ShouldBe(MessageModel.Broadcasting);
        data.SubscriptionDataSet.Select(subscription => subscription.Topic).ShouldBe([Topic]);
    }

    [Fact]
    public async Task Running_Progress_IsInTheFileAfter10SecondsAndNeverAtTheBroker()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 3);
        await StartAsync(options => options with { ConsumeConcurrency = 1 });
        for (var i = 0; i < 3; i++)
            await _listener.NextAsync();

        // The next call begins after the third message has been committed.
        _cluster.A.Append(Topic, 0);
        await _listener.NextAsync();
        await PullsAsync(3);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => System.IO.File.Exists(File), "the offsets are in the file");

        Broker.Came(RequestCode.UpdateConsumerOffset).ShouldBeEmpty();
        var pulls = Broker.Came(RequestCode.PullMessage).Select(command => command.ReadHeader<PullMessageHeader>()).ToArray();
        pulls.ShouldAllBe(pull => pull.SysFlag == 2 && pull.CommitOffset == 0);
    }

    [Fact]
    [Trait("Behaviour", "E5")]
    [Trait("Behaviour", "E6")]
    public async Task StartAsync_AfterACleanStop_GoesOnFromTheFile()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 3);
        var first = await StartAsync();
        for (var i = 0; i < 3; i++)
            await _listener.NextAsync();

        await first.StopAsync(CancellationToken.None);
        _cluster.A.Append(Topic, 0);
        Broker.Skip(RequestCode.PullMessage);
        await StartAsync();

        (await PullsAsync(1))[0].QueueOffset.ShouldBe(3);
        (await _listener.NextAsync())[0].QueueOffset.ShouldBe(3);
    }

    [Fact]
    [Trait("Behaviour", "D4")]
    public async Task Running_ListenerFails_GoesOnWithoutTheMessage()
    {
        _listener.Script = (messages, _, _) => new(messages[0].QueueOffset == 0 ? ConsumeStatus.ReconsumeLater : ConsumeStatus.Success);
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 2);
        var consumer = await StartAsync();
        await _listener.NextAsync();
        await _listener.NextAsync();

        await consumer.StopAsync(CancellationToken.None);

        System.IO.File.ReadAllText(File).ShouldContain("}: 2");
        consumer.Statistics.ConsumedFailed.ShouldBe(1);
        Broker.CodesCame.ShouldNotContain(RequestCode.ConsumerSendMsgBack);
    }

    [Fact]
    public async Task StartAsync_SameClientIdAndGroup_IsRefusedUntilTheFirstEnds()
    {
        var first = await StartAsync();

        (await Should.ThrowAsync<IOException>(() => StartAsync())).Message.ShouldContain("InstanceName");
        var other = await StartAsync(options => options with { InstanceName = "other" });
        other.ClientId.ShouldBe("10.0.0.7@other");
        await first.AbortAsync(ConsumerAbort.Silent);

        (await StartAsync()).ClientId.ShouldBe(first.ClientId);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_ByABroker_IsInTheFileAtOnce()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 3);
        await StartAsync();
        await PullsAsync(2);

        await _cluster.A.TellAllAsync(
            RequestCode.ResetConsumerClientOffset,
            new ResetOffsetHeader { Topic = Topic, Group = FakeCluster.Group, Timestamp = 0 },
            new ResetOffsetBody { OffsetTable = new Dictionary<MessageQueue, long> { [new(Topic, "broker-a", 0)] = 1 } });

        (await PullsAsync(1))[0].QueueOffset.ShouldBe(1);
        System.IO.File.ReadAllText(File).ShouldContain("}: 1");
        Broker.Came(RequestCode.UpdateConsumerOffset).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "A4")]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_ListenerGivesUp_KeepsWhatItDidNotFinish()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 2);
        _listener.Script = async (messages, _, token) =>
        {
            if (messages[0].QueueOffset == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);

            return ConsumeStatus.Success;
        };
        var consumer = await StartAsync(options => options with { ConsumeConcurrency = 1, AwaitTerminationWhenShutdown = TimeSpan.Zero });
        await _listener.NextAsync();
        await _listener.NextAsync();

        await consumer.StopAsync(CancellationToken.None);

        System.IO.File.ReadAllText(File).ShouldContain("}: 1");
    }

    private async Task<PushConsumer> StartAsync(Func<PushConsumerOptions, PushConsumerOptions>? with = null) =>
        await _cluster.StartConsumerAsync(_listener, options =>
        {
            options = options with { MessageModel = MessageModel.Broadcasting, LocalOffsetsFolder = _folder.Path };
            return with is null ? options : with(options);
        });

    private async Task<PullMessageHeader[]> PullsAsync(int count)
    {
        var pulls = new PullMessageHeader[count];
        for (var i = 0; i < count; i++)
            pulls[i] = (await Broker.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();

        return pulls;
    }
}
