using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Instance;

[Trait("Behaviour", "A1")]
public sealed class ClientInstanceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedConsumer _consumer = new();
    private FakeCluster _cluster = null!;
    private ClientInstance _instance = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1, queuesOnB: 1);
        _instance = _cluster.NewInstance();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Start_RouteRefresh_After10MillisecondsThenEvery30Seconds()
    {
        _instance.Members.Add(_consumer);
        _instance.Start();

        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(9));
        _cluster.NameServer.CodesCame.ShouldBeEmpty();
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _cluster.NameServer.NextAsync(RequestCode.GetRouteInfoByTopic);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(29.9));
        _cluster.NameServer.CodesCame.Length.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        await _cluster.NameServer.NextAsync(RequestCode.GetRouteInfoByTopic);
    }

    [Fact]
    public async Task Start_Heartbeat_After1SecondThenEvery30SecondsToAllBrokers()
    {
        await StartWithRouteAsync();

        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.9));
        _cluster.A.Node.CodesCame.ShouldBeEmpty();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var toA = await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);
        await _cluster.B.Node.NextAsync(RequestCode.HeartBeat);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);

        var body = toA.ReadBody<HeartbeatBody>();
        body.ClientID.ShouldBe(_instance.ClientId);
        body.ConsumerDataSet.ShouldHaveSingleItem().GroupName.ShouldBe("g");
        body.ProducerDataSet.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_RouteRefreshFindsABroker_ItGetsAHeartbeatAtOnce()
    {
        _instance.Members.Add(_consumer);
        _instance.Start();

        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(10));

        await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);
        await _cluster.B.Node.NextAsync(RequestCode.HeartBeat);
    }

    [Fact]
    public async Task Start_OneBrokerRefuses_TheOtherStillGetsHeartbeats()
    {
        _cluster.A.Node.On(RequestCode.HeartBeat, RemotingCommand.Answer(ResponseCode.SystemError, "no"));
        await StartWithRouteAsync();

        for (var turn = 0; turn < 3; turn++)
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(turn == 0 ? 1 : 30));
            await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);
            await _cluster.B.Node.NextAsync(RequestCode.HeartBeat);
        }
    }

    [Fact]
    [Trait("Behaviour", "A2")]
    public async Task Start_OffsetPersist_After10SecondsThenEvery5SurvivingAFailure()
    {
        _consumer.FailingPersists = 1;
        await StartWithRouteAsync();

        _cluster.Clock.Advance(TimeSpan.FromSeconds(9.9));
        _consumer.Persists.CurrentCount.ShouldBe(0);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));
        (await _consumer.Persists.WaitAsync(Patience)).ShouldBeTrue("expected offsets to be persisted after 10 s");
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));

        (await _consumer.Persists.WaitAsync(Patience)).ShouldBeTrue("expected offsets to be persisted 5 s after a failure");
    }

    [Fact]
    public async Task RefreshRoutes_NameServerFails_NextTurnSucceeds()
    {
        _instance.Members.Add(_consumer);
        _cluster.NameServer.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Answer(ResponseCode.SystemError, "down"));
        await _instance.RefreshRoutesAsync(CancellationToken.None);
        _instance.Routes.Current.Find(FakeCluster.Topic).ShouldBeNull();

        var route = FakeCluster.RouteOf((_cluster.A, 1));
        _cluster.NameServer.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Success(body: route));
        await _instance.RefreshRoutesAsync(CancellationToken.None);

        _instance.Routes.Current.Find(FakeCluster.Topic).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Behaviour", "E2")]
    public async Task Notified_MembersChanged_AsksThatGroupToRebalance()
    {
        await StartWithRouteAsync();
        await _instance.Heartbeats.SendAsync(CancellationToken.None);

        await _cluster.A.TellAllAsync(RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = "other" });
        await _cluster.A.TellAllAsync(RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = "g" });

        (await _consumer.Rebalances.WaitAsync(Patience)).ShouldBeTrue("expected a rebalance");
        _consumer.Rebalances.CurrentCount.ShouldBe(0);
    }

    [Fact]
    public void Add_SameGroupTwice_IsRefused()
    {
        _instance.Members.Add(_consumer);
        _instance.Members.Add(new ScriptedProducer("p"));

        Should.Throw<InvalidOperationException>(() => _instance.Members.Add(_consumer)).Message.ShouldContain("g");
        Should.Throw<InvalidOperationException>(() => _instance.Members.Add(new ScriptedProducer("p"))).Message.ShouldContain("p");
    }

    [Fact]
    public async Task SendAsync_OnlyProducers_ReachesMastersOnly()
    {
        var route = FakeCluster.RouteOf((_cluster.A, 1)) with
        {
            BrokerDatas =
            [
                new BrokerData
                {
                    Cluster = "c",
                    BrokerName = "broker-a",
                    BrokerAddrs = new Dictionary<long, string> { [0] = _cluster.A.Address, [1] = _cluster.B.Address },
                },
            ],
        };
        _cluster.SetRoute(FakeCluster.Topic, route);
        await _instance.Routes.RefreshAsync(FakeCluster.Topic, CancellationToken.None);
        _instance.Members.Add(new ScriptedProducer("p"));
        await _instance.Heartbeats.SendAsync(CancellationToken.None);
        _cluster.A.Node.CodesCame.ShouldBe([RequestCode.HeartBeat]);
        _cluster.B.Node.CodesCame.ShouldBeEmpty();

        _instance.Members.Add(_consumer);
        await _instance.Heartbeats.SendAsync(CancellationToken.None);

        _cluster.B.Node.CodesCame.ShouldBe([RequestCode.HeartBeat]);
    }

    private async Task StartWithRouteAsync()
    {
        _instance.Members.Add(_consumer);
        await _instance.RefreshRoutesAsync(CancellationToken.None);
        _instance.Start();
    }

    private sealed class ScriptedConsumer : IInstanceConsumer
    {
        internal SemaphoreSlim Persists { get; } = new(0);

        internal SemaphoreSlim Rebalances { get; } = new(0);

        internal int FailingPersists { get; set; }

        public string Group => "g";

        public IEnumerable<string> Topics => [FakeCluster.Topic];

        public ConsumerData Describe() => new()
        {
            GroupName = Group,
            ConsumeType = ConsumeType.Passively,
            MessageModel = MessageModel.Clustering,
            ConsumeFromWhere = ConsumeFromWhere.LastOffset,
            SubscriptionDataSet = [],
        };

        public ValueTask PersistOffsetsAsync(CancellationToken cancellationToken)
        {
            Persists.Release();
            return FailingPersists-- > 0 ? throw new InvalidOperationException("persist") : ValueTask.CompletedTask;
        }

        public void TriggerRebalance() => Rebalances.Release();

        public IReadOnlyDictionary<MessageQueue, long> OffsetsOf(string topic) => new Dictionary<MessageQueue, long>();

        public ConsumerRunningInfoBody DescribeRunning(bool withStacks) => new();

        public Task<ConsumeMessageDirectlyBody> ConsumeDirectlyAsync(MessageExt message, CancellationToken cancellationToken) =>
            Task.FromResult(new ConsumeMessageDirectlyBody { ConsumeResult = DirectConsumption.Success });

        public ValueTask ResetOffsetsAsync(
            string topic,
            IReadOnlyDictionary<MessageQueue, long> offsets,
            CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;
    }
}
