using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing.Concurrent;
using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Processing.Concurrent;

/// <summary>What becomes of messages that the listener failed.</summary>
[Trait("Behaviour", "D4")]
public sealed class ConcurrentFailuresTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly RemotingCommand Refusal = RemotingCommand.Answer(ResponseCode.SystemError, "scripted");

    private readonly RecordingListener _listener = new() { Script = (_, _, _) => new(ConsumeStatus.ReconsumeLater) };
    private FakeCluster _cluster = null!;
    private ConsumerHarness _harness = null!;
    private ConsumerScope _scope = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    private PushConsumerStatistics Statistics => _scope.Counters.Snapshot([]);

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _cluster.SetRoute(TopicNames.Retry("g"), (_cluster.A, 1));
        _harness = new ConsumerHarness(_cluster);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData("later")]
    [InlineData("null")]
    [InlineData("throws")]
    public async Task Submit_ListenerFails_GivesTheMessageBackAndGoesOn(string how)
    {
        _listener.Script = (_, _, _) => how == "throws" ? throw new InvalidOperationException("listener")
            : new(how == "null" ? null : ConsumeStatus.ReconsumeLater);
        var consumer = New();

        Submit(consumer, Message(7));

        (await _harness.Offsets.NextAsync()).ShouldBe(8);
        var header = Broker.Came(RequestCode.ConsumerSendMsgBack).ShouldHaveSingleItem().ReadHeader<ConsumerSendMsgBackHeader>();
        header.ShouldBe(new ConsumerSendMsgBackHeader
        {
            Offset = 7000,
            Group = "g",
            DelayLevel = 0,
            OriginMsgId = "KEY7",
            OriginTopic = FakeCluster.Topic,
            MaxReconsumeTimes = 16,
            BrokerName = "broker-a",
        });
        (Statistics.ConsumedOk, Statistics.ConsumedFailed, Statistics.SentBack).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task Submit_AckIndex_GivesBackWhatIsBehindIt()
    {
        _listener.Script = (_, context, _) =>
        {
            context.AckIndex = 1;
            context.DelayLevelWhenNextConsume = 5;
            return new(ConsumeStatus.Success);
        };
        var consumer = New(options => options with { ConsumeMessageBatchMaxSize = 4, MaxReconsumeTimes = 3 });

        Submit(consumer, Message(0), Message(1), Message(2), Message(3));

        (await _harness.Offsets.NextAsync()).ShouldBe(4);
        var returned = Broker.Came(RequestCode.ConsumerSendMsgBack).Select(command => command.ReadHeader<ConsumerSendMsgBackHeader>());
        returned.Select(header => (header.Offset, header.DelayLevel, header.MaxReconsumeTimes)).ShouldBe([(2000, 5, 3), (3000, 5, 3)]);
        (Statistics.ConsumedOk, Statistics.ConsumedFailed).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Submit_BrokerRefuses_SendsACopyToTheRetryTopic()
    {
        Broker.On(RequestCode.ConsumerSendMsgBack, Refusal);
        var consumer = New();

        Submit(consumer, Message(7) with { ReconsumeTimes = 2 });

        (await _harness.Offsets.NextAsync()).ShouldBe(8);
        var copy = Broker.Came(RequestCode.SendMessageV2).ShouldHaveSingleItem();
        var header = copy.ReadHeader<SendMessageHeader>();
        header.Topic.ShouldBe("%RETRY%g");
        header.ProducerGroup.ShouldBe("CLIENT_INNER_PRODUCER");
        (header.ReconsumeTimes, header.MaxReconsumeTimes).ShouldBe((3, 16));
        copy.Body.Length.ShouldBe(4);
        Statistics.SentBack.ShouldBe(1);
    }

    [Fact]
    public async Task Submit_NobodyTakesIt_TriesAgainHereAfter5SecondsWithAHigherCount()
    {
        Broker.On(RequestCode.ConsumerSendMsgBack, Refusal);
        Broker.On(RequestCode.SendMessageV2, RemotingCommand.Answer(ResponseCode.MessageIllegal, "scripted"));
        var consumer = New(options => options with { ConsumeMessageBatchMaxSize = 2 });
        _listener.Script = (messages, context, _) =>
        {
            context.AckIndex = messages.Count == 2 ? 0 : 9;
            return new(ConsumeStatus.Success);
        };

        Submit(consumer, Message(6), Message(7));
        (await _harness.Offsets.NextAsync()).ShouldBe(7);
        (await _listener.NextAsync()).Count.ShouldBe(2);
        _scope.Delays.Count.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(4.9));
        _listener.HasMore.ShouldBeFalse();
        _harness.ProcessQueue.Load.Messages.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await _listener.NextAsync()).ShouldHaveSingleItem().ReconsumeTimes.ShouldBe(1);
        (await _harness.Offsets.NextAsync()).ShouldBe(8);
        (Statistics.ConsumedOk, Statistics.ConsumedFailed, Statistics.SentBack).ShouldBe((2, 1, 0));
    }

    [Fact]
    public async Task Submit_BrokerUnknown_IsTriedAgainHere()
    {
        _cluster.NameServer.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Answer(ResponseCode.TopicNotExist, "none"));
        var consumer = New();

        Submit(consumer, Message(7));
        await _listener.NextAsync();
        await Eventually.TrueAsync(() => _scope.Delays.Count == 1, "the message waits to be tried again");

        _harness.Offsets.Updates.ShouldBeEmpty();
        _cluster.Clock.Advance(ConcurrentConsumer.RetryDelay);
        (await _listener.NextAsync())[0].ReconsumeTimes.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "A4")]
    public async Task Submit_Broadcasting_DropsTheFailedMessage()
    {
        var consumer = New(options => options with { MessageModel = MessageModel.Broadcasting });

        Submit(consumer, Message(7));

        (await _harness.Offsets.NextAsync()).ShouldBe(8);
        Broker.CodesCame.ShouldBeEmpty();
        (Statistics.ConsumedFailed, Statistics.SentBack).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Submit_TakenOutMeanwhile_IsNotGivenBackOnceMore()
    {
        _listener.Script = (messages, _, _) =>
        {
            _harness.ProcessQueue.Remove(messages);
            return new(ConsumeStatus.ReconsumeLater);
        };
        var consumer = New();
        _harness.ProcessQueue.Put([Message(8)], 9);

        Submit(consumer, Message(7));

        (await _harness.Offsets.NextAsync()).ShouldBe(8);
        Broker.CodesCame.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public async Task Submit_DroppedWhileItRuns_GivesNothingBack()
    {
        _listener.Script = (_, _, _) =>
        {
            _harness.ProcessQueue.Drop();
            return new(ConsumeStatus.ReconsumeLater);
        };
        var consumer = New();

        Submit(consumer, Message(7));
        await _listener.NextAsync();
        await consumer.StopAsync(Patience);

        Broker.CodesCame.ShouldBeEmpty();
        _harness.Offsets.Updates.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_WhileTheBrokerHoldsTheRequest_CommitsNothing()
    {
        Broker.OnHeld(RequestCode.ConsumerSendMsgBack, _ => new(new TaskCompletionSource<RemotingCommand>().Task));
        var consumer = New();
        Submit(consumer, Message(7));
        await Broker.NextAsync(RequestCode.ConsumerSendMsgBack);

        await consumer.StopAsync(TimeSpan.Zero);
        await consumer.StopAsync(Patience);

        _harness.Offsets.Updates.ShouldBeEmpty();
        Broker.Came(RequestCode.SendMessageV2).ShouldBeEmpty();
    }

    private static MessageExt Message(long offset) => Records.Message(offset) with
    {
        PhysicalOffset = offset * 1000,
        Properties = new Dictionary<string, string> { [MessageProperties.UniqueKey] = $"KEY{offset}" },
    };

    private ConcurrentConsumer New(Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        _scope = _harness.NewScope(with);
        return new ConcurrentConsumer(_scope, _listener, _harness.NewHooks(), new SendBack(_scope));
    }

    private void Submit(ConcurrentConsumer consumer, params MessageExt[] messages)
    {
        _harness.ProcessQueue.Put(messages, messages[^1].QueueOffset + 1);
        consumer.Submit(ConsumerHarness.Queue, _harness.ProcessQueue, messages);
    }
}
