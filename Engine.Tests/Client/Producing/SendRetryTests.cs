using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>What a producer does with a stored message that is not safe, with codes of its own, and with slow brokers.</summary>
public sealed class SendRetryTests : IAsyncLifetime
{
    private static readonly ProducerOptions Options = new() { Group = "ProducersA" };
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "hello"u8.ToArray() };

    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1, queuesOnB: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task SendAsync_NotSafeAndAnotherBrokerWanted_IsStoredThereToo()
    {
        Answer(_cluster.A, ResponseCode.FlushDiskTimeout);
        var producer = await _cluster.StartProducerAsync(Options with { RetryAnotherBrokerWhenNotStoreOk = true });

        var results = new[] { await SendAsync(producer), await SendAsync(producer) };

        results.ShouldAllBe(result => result.Status == SendStatus.SendOk && result.Queue.BrokerName == "broker-b");
        _cluster.A.Node.Came(RequestCode.SendMessageV2).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(ResponseCode.MessageIllegal)]
    [InlineData(ResponseCode.SystemError)]
    public async Task SendAsync_NotSafeAndTheOthersRefuse_IsTheResultThatThereIs(int refusal)
    {
        Answer(_cluster.A, refusal);
        Answer(_cluster.B, ResponseCode.FlushSlaveTimeout);
        var producer = await _cluster.StartProducerAsync(Options with { RetryAnotherBrokerWhenNotStoreOk = true });

        var result = await SendAsync(producer);

        (result.Status, result.Queue.BrokerName).ShouldBe((SendStatus.FlushSlaveTimeout, "broker-b"));
        _cluster.A.Node.Came(RequestCode.SendMessageV2).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SendAsync_OwnRetryCodes_ReplaceTheDefaultOnes()
    {
        Answer(_cluster.A, ResponseCode.SystemBusy);
        Answer(_cluster.B, ResponseCode.SystemError);
        var producer = await _cluster.StartProducerAsync(
            Options with { RetryResponseCodes = new HashSet<int> { ResponseCode.SystemBusy }, RetryTimesWhenSendFailed = 1 });

        var codes = new[] { await CodeAsync(producer), await CodeAsync(producer) };

        codes.ShouldBe([ResponseCode.SystemError, ResponseCode.SystemError]);
        _cluster.A.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(1, "the busy one is tried first once, and the other one not again");
    }

    [Fact]
    public async Task SendAsync_BrokerThatIsNotThere_IsTriedOnceAndTheOtherOneTakesIt()
    {
        var absent = new FakeBroker("broker-c", "127.0.0.1:10931");
        _cluster.SetRoute(FakeCluster.Topic, (_cluster.A, 1), (absent, 1));
        var producer = await _cluster.StartProducerAsync();

        for (var i = 0; i < 4; i++)
            (await SendAsync(producer)).Queue.BrokerName.ShouldBe("broker-a");
    }

    [Fact]
    public async Task SendAsync_LatencyFaultsOn_LeavesAFailedBrokerAloneForTenMinutes()
    {
        Answer(_cluster.A, ResponseCode.SystemError);
        var producer = await _cluster.StartProducerAsync(Options with { SendLatencyFaultEnable = true });
        for (var i = 0; i < 8; i++)
            (await SendAsync(producer)).Queue.BrokerName.ShouldBe("broker-b");

        _cluster.A.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(601));
        for (var i = 0; i < 2; i++)
            await SendAsync(producer);

        _cluster.A.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(2);
    }

    [Fact]
    public async Task SendAsync_LatencyFaultsOn_LeavesASlowBrokerAlone()
    {
        var stored = RemotingCommand.Success(new SendMessageResponseHeader { MsgId = "x", QueueId = 0, QueueOffset = 0 });
        _cluster.A.Node.On(RequestCode.SendMessageV2, _ =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(600));
            return stored;
        });
        var producer = await _cluster.StartProducerAsync(Options with { SendLatencyFaultEnable = true });

        for (var i = 0; i < 8; i++)
            await SendAsync(producer);

        _cluster.A.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(1);
        _cluster.B.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(7);
    }

    [Fact]
    public async Task SendOneWayAsync_GivenQueue_GoesThereWithoutAnAnswer()
    {
        var producer = await _cluster.StartProducerAsync();
        var queue = new MessageQueue(FakeCluster.Topic, "broker-b", 0);

        await producer.SendOneWayAsync(Plain, queue, CancellationToken.None);

        _cluster.A.Node.Came(RequestCode.SendMessageV2).ShouldBeEmpty();
        var sent = _cluster.B.Node.Came(RequestCode.SendMessageV2).ShouldHaveSingleItem();
        sent.IsOneWay.ShouldBeTrue();
        sent.ReadHeader<SendMessageHeader>().QueueId.ShouldBe(0);
    }

    private static Task<SendResult> SendAsync(Producer producer) => producer.SendAsync(Plain, CancellationToken.None);

    private static async Task<int> CodeAsync(Producer producer) =>
        (await Should.ThrowAsync<ClientException>(() => SendAsync(producer))).ResponseCode;

    private static void Answer(FakeBroker broker, int code) => broker.Node.On(
        RequestCode.SendMessageV2,
        RemotingCommand.Answer(code, "scripted") with
        {
            Header = new SendMessageResponseHeader { MsgId = "x", QueueId = 0, QueueOffset = 0 },
        });
}
