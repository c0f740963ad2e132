using System.Globalization;
using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing.Concurrent;
using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Processing.Concurrent;

[Trait("Behaviour", "D3")]
public sealed class ExpiredMessagesTests : IAsyncLifetime
{
    private FakeCluster _cluster = null!;
    private ConsumerHarness _harness = null!;
    private ConsumerScope _scope = null!;
    private ExpiredMessages _expired = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _harness = new ConsumerHarness(_cluster);
    }

    public async Task DisposeAsync()
    {
        await _expired.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Start_EveryConsumeTimeout_SendsBackWhatHangsAndCommitsPastIt()
    {
        Make();
        _expired.Start();
        Begin(5);
        Begin(6);
        Put(7);

        _cluster.Clock.Advance(TimeSpan.FromMinutes(15));
        _cluster.Clock.Advance(TimeSpan.FromMinutes(15));

        (await _harness.Offsets.NextAsync()).ShouldBe(6);
        (await _harness.Offsets.NextAsync()).ShouldBe(7);
        var returned = Broker.Came(RequestCode.ConsumerSendMsgBack).Select(command => command.ReadHeader<ConsumerSendMsgBackHeader>());
        returned.Select(header => (header.Offset, header.DelayLevel)).ShouldBe([(5000, 3), (6000, 3)]);
        _harness.ProcessQueue.Load.Messages.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OnlyALaterMessageHangs_SendsNothingBack()
    {
        Make();
        Put(5);
        Begin(6);

        await RunAfterAsync(minutes: 30);

        Broker.CodesCame.ShouldBeEmpty();
        _harness.Offsets.Updates.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(15.1, 1)]
    public async Task Run_TimeOut_IsExceededNotReached(double minutes, int expected)
    {
        Make();
        Begin(5);

        await RunAfterAsync(minutes);

        Broker.CodesCame.Length.ShouldBe(expected);
    }

    [Fact]
    public async Task Run_ManyHang_SendsAtMostSixteenBack()
    {
        Make(options => options with { ConsumeTimeout = TimeSpan.FromMinutes(1) });
        for (var offset = 0; offset < 20; offset++)
            Begin(offset);

        await RunAfterAsync(minutes: 2);
        _harness.ProcessQueue.Load.Messages.ShouldBe(4);
        await RunAfterAsync(minutes: 0);

        _harness.ProcessQueue.Load.Messages.ShouldBe(0);
        _harness.Offsets.Updates[^1].Offset.ShouldBe(20);
    }

    [Fact]
    public async Task Run_NobodyTakesIt_StaysUntilTheNextRound()
    {
        Broker.On(RequestCode.ConsumerSendMsgBack, RemotingCommand.Answer(ResponseCode.SystemError, "scripted"));
        Make();
        Begin(5);
        Begin(6);

        await RunAfterAsync(minutes: 30);
        Broker.Came(RequestCode.ConsumerSendMsgBack).Count.ShouldBe(1);
        _harness.ProcessQueue.Load.Messages.ShouldBe(2);
        Broker.On(RequestCode.ConsumerSendMsgBack, RemotingCommand.Success());
        await RunAfterAsync(minutes: 0);

        _harness.ProcessQueue.Load.Messages.ShouldBe(0);
    }

    [Fact]
    public async Task Run_Dropped_SendsNothingBack()
    {
        Make();
        Begin(5);
        _harness.ProcessQueue.Drop();

        await RunAfterAsync(minutes: 30);

        Broker.CodesCame.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "A4")]
    public async Task Run_Broadcasting_TakesItOutWithoutTheBroker()
    {
        Make(options => options with { MessageModel = MessageModel.Broadcasting });
        Begin(5);

        await RunAfterAsync(minutes: 30);

        _harness.Offsets.Updates.ShouldHaveSingleItem().Offset.ShouldBe(6);
        Broker.CodesCame.ShouldBeEmpty();
    }

    private async Task RunAfterAsync(double minutes)
    {
        _cluster.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await _expired.RunAsync(CancellationToken.None);
    }

    private void Make(Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        _scope = _harness.NewScope(with);
        _scope.Queues.TryAdd(ConsumerHarness.Queue, _harness.ProcessQueue, _scope.Queues.Resets);
        _expired = new ExpiredMessages(_scope, new SendBack(_scope));
    }

    private void Put(long offset) => _harness.ProcessQueue.Put([Records.Message(offset)], offset + 1);

    private void Begin(long offset)
    {
        var now = _cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var message = Records.Message(offset) with
        {
            PhysicalOffset = offset * 1000,
            Properties = new Dictionary<string, string> { [MessageProperties.ConsumeStartTime] = now },
        };
        _harness.ProcessQueue.Put([message], offset + 1);
        _harness.ProcessQueue.Replace([message]);
    }
}
