using Engine.Client.Consuming;
using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming;

/// <summary>Start, assignment and stop, as a scripted cluster sees them.</summary>
public sealed class PushConsumerTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 4);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "E1")]
    public async Task StartAsync_KnowsOnlyTheNameServer_AsksInRocketMqsOrder()
    {
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(4);

        var codes = _cluster.A.Node.CodesCame;
        codes[..2].ShouldBe([RequestCode.HeartBeat, RequestCode.GetConsumerListByGroup]);
        codes[2..6].ShouldAllBe(code => code == RequestCode.QueryConsumerOffset);
        codes[6].ShouldBe(RequestCode.HeartBeat);
        codes[7..].Distinct().ShouldBe([RequestCode.PullMessage]);
        _cluster.NameServer.CodesCame.ShouldAllBe(code => code == RequestCode.GetRouteInfoByTopic);
        consumer.AssignedQueues.ShouldBe([.. Enumerable.Range(0, 4).Select(id => new MessageQueue(Topic, "broker-a", id))]);
    }

    [Fact]
    [Trait("Behaviour", "E1")]
    public async Task StartAsync_Heartbeat_DescribesTheGroup()
    {
        await _cluster.StartConsumerAsync(_listener);

        var body = (await _cluster.A.Node.NextAsync(RequestCode.HeartBeat)).ReadBody<HeartbeatBody>();

        var consumer = body.ConsumerDataSet.ShouldHaveSingleItem();
        consumer.GroupName.ShouldBe(FakeCluster.Group);
        consumer.ConsumeType.ShouldBe(ConsumeType.Passively);
        consumer.MessageModel.ShouldBe(MessageModel.Clustering);
        consumer.ConsumeFromWhere.ShouldBe(ConsumeFromWhere.FirstOffset);
        consumer.SubscriptionDataSet.Select(data => data.Topic).Order().ShouldBe(["%RETRY%GroupA", Topic]);
    }

    [Fact]
    [Trait("Behaviour", "E1")]
    public async Task StartAsync_TopicAppearsLater_IsConsumedWithinTwoRounds()
    {
        var consumer = await _cluster.StartConsumerAsync(
            _listener,
            options => options with { Subscriptions = new Dictionary<string, string> { ["Later"] = "*" } });
        for (var i = 0; i < 4; i++)
            await _cluster.NameServer.NextAsync(RequestCode.GetRouteInfoByTopic);

        _cluster.SetRoute("Later", (_cluster.B, 1));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await _cluster.B.Node.NextAsync(RequestCode.HeartBeat);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await _cluster.B.Node.NextAsync(RequestCode.PullMessage);

        consumer.AssignedQueues.ShouldBe([new MessageQueue("Later", "broker-b", 0)]);
    }

    [Fact]
    [Trait("Behaviour", "E2")]
    public async Task Rebalance_MemberComes_GivesUpTheOtherHalfAndReportsIt()
    {
        _cluster.A.AppendMany(Topic, 3, 5);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        for (var i = 0; i < 5; i++)
            await _listener.NextAsync();

        await PullsAsync(5);
        _cluster.A.OtherMembers.Add("99.9.9.9@later");
        await _cluster.A.TellAllAsync(RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = FakeCluster.Group });
        await _cluster.A.Node.NextAsync(RequestCode.UpdateConsumerOffset);
        await HeartbeatsAsync(3);

        consumer.AssignedQueues.Select(queue => queue.QueueId).ShouldBe([0, 1]);
        _cluster.A.OffsetOf(Topic, 3).ShouldBe(5);
    }

    [Fact]
    [Trait("Behaviour", "E2")]
    public async Task Rebalance_Every20Seconds_AsksForTheMembersAgain()
    {
        await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(4);
        _cluster.A.Node.Skip(RequestCode.GetConsumerListByGroup);
        var before = _cluster.A.Node.Came(RequestCode.GetConsumerListByGroup).Count;

        _cluster.Clock.Advance(TimeSpan.FromSeconds(19));
        _cluster.A.Node.Came(RequestCode.GetConsumerListByGroup).Count.ShouldBe(before);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        await _cluster.A.Node.NextAsync(RequestCode.GetConsumerListByGroup);
    }

    [Fact]
    [Trait("Behaviour", "E2")]
    public async Task Rebalance_MembersUnknown_KeepsTheQueues()
    {
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(4);
        _cluster.A.Node.Skip(RequestCode.GetConsumerListByGroup);
        _cluster.A.Node.On(RequestCode.GetConsumerListByGroup, RemotingCommand.Answer(ResponseCode.SystemError, "no"));

        _cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await _cluster.A.Node.NextAsync(RequestCode.GetConsumerListByGroup);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await _cluster.A.Node.NextAsync(RequestCode.GetConsumerListByGroup);

        consumer.AssignedQueues.Count.ShouldBe(4);
    }

    [Fact]
    [Trait("Behaviour", "E3")]
    public async Task Rebalance_MoreMembersThanQueues_StaysIdle()
    {
        _cluster.A.OtherMembers.AddRange(["0@a", "0@b", "0@c", "0@d"]);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _cluster.A.Node.NextAsync(RequestCode.GetConsumerListByGroup);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await _cluster.A.Node.NextAsync(RequestCode.GetConsumerListByGroup);

        consumer.AssignedQueues.ShouldBeEmpty();
        consumer.IdleTopics.ShouldBe(new Dictionary<string, string> { [Topic] = "idle: more consumers than queues" });
        _cluster.A.Node.Came(RequestCode.PullMessage).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "E3")]
    public async Task Rebalance_OtherStrategy_TakesItsShare()
    {
        _cluster.A.OtherMembers.Add("99.9.9.9@later");
        var consumer = await _cluster.StartConsumerAsync(
            _listener,
            options => options with { AllocateStrategy = new AllocateAveragelyByCircle() });
        await PullsAsync(2);

        consumer.AssignedQueues.Select(queue => queue.QueueId).ShouldBe([0, 2]);
        consumer.IdleTopics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ConsumeFromWhere.LastOffset, 3)]
    [InlineData(ConsumeFromWhere.FirstOffset, 0)]
    [InlineData(ConsumeFromWhere.Timestamp, 2)]
    [Trait("Behaviour", "E5")]
    public async Task StartAsync_NoStoredOffset_BeginsAsConfigured(ConsumeFromWhere where, long expected)
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 3);
        _cluster.A.Node.On(RequestCode.SearchOffsetByTimestamp, RemotingCommand.Success(new OffsetResponseHeader { Offset = 2 }));

        await _cluster.StartConsumerAsync(_listener, options => options with { ConsumeFromWhere = where });

        (await PullsAsync(1))[0].QueueOffset.ShouldBe(expected);
        if (where == ConsumeFromWhere.Timestamp)
        {
            var asked = _cluster.A.Node.Came(RequestCode.SearchOffsetByTimestamp)[0].ReadHeader<SearchOffsetHeader>().Timestamp;
            asked.ShouldBe(_cluster.Clock.GetUtcNow().AddMinutes(-30).ToUnixTimeMilliseconds());
        }
    }

    [Fact]
    [Trait("Behaviour", "E5")]
    public async Task StartAsync_StoredOffset_BeginsThere()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 3);
        _cluster.A.SetOffset(Topic, 0, 1);

        await _cluster.StartConsumerAsync(_listener);

        (await PullsAsync(1))[0].QueueOffset.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "E5")]
    public async Task StartAsync_StoredOffsetUnreadable_WaitsForTheNextRound()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.Node.On(RequestCode.QueryConsumerOffset, RemotingCommand.Answer(ResponseCode.SystemError, "no"));
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _cluster.A.Node.NextAsync(RequestCode.QueryConsumerOffset);
        await HeartbeatsAsync(2);
        consumer.AssignedQueues.ShouldBeEmpty();

        _cluster.A.Node.On(RequestCode.QueryConsumerOffset, RemotingCommand.Success(new OffsetResponseHeader { Offset = 0 }));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(20));

        (await PullsAsync(1))[0].QueueOffset.ShouldBe(0);
    }

    [Fact]
    [Trait("Behaviour", "A2")]
    [Trait("Behaviour", "A3")]
    public async Task Consume_Progress_IsReportedAfter10Seconds()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 3);
        var consumer = await _cluster.StartConsumerAsync(_listener, options => options with { ConsumeConcurrency = 1 });
        for (var i = 0; i < 3; i++)
            await _listener.NextAsync();

        // The end of the last listener call: the next one begins after it has been committed.
        _cluster.A.Append(Topic, 0);
        await _listener.NextAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(10));
        var report = (await _cluster.A.Node.NextAsync(RequestCode.UpdateConsumerOffset)).ReadHeader<UpdateConsumerOffsetHeader>();

        report.CommitOffset.ShouldBeInRange(3, 4);
        report.ConsumerGroup.ShouldBe(FakeCluster.Group);
        consumer.Statistics.Pulled.ShouldBe(4);
        consumer.Statistics.ConsumedOk.ShouldBeInRange(3, 4);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_ListenerRuns_WaitsThenReportsThenUnregistersEverywhere()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1), (_cluster.B, 1));
        _cluster.A.AppendMany(Topic, 0, 1);
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _listener.NextAsync();
        await _cluster.B.Node.NextAsync(RequestCode.PullMessage);

        var stopping = consumer.StopAsync(CancellationToken.None);
        _cluster.A.Node.Came(RequestCode.UnregisterClient).ShouldBeEmpty();
        end.SetResult(ConsumeStatus.Success);
        await stopping.WaitAsync(Patience);

        _cluster.A.OffsetOf(Topic, 0).ShouldBe(1);
        _cluster.A.Node.CodesCame[^2..].ShouldBe([RequestCode.UpdateConsumerOffset, RequestCode.UnregisterClient]);
        var header = _cluster.B.Node.Came(RequestCode.UnregisterClient).ShouldHaveSingleItem().ReadHeader<UnregisterClientHeader>();
        header.ClientId.ShouldBe(consumer.ClientId);
        header.ConsumerGroup.ShouldBe(FakeCluster.Group);
        consumer.AssignedQueues.ShouldBeEmpty();
        var before = _cluster.A.Node.CodesCame.Length;
        _cluster.Clock.Advance(TimeSpan.FromSeconds(60));
        _cluster.A.Node.CodesCame.Length.ShouldBe(before);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_ListenerHangs_CommitsNothingOfIt()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 1);
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, token) =>
        {
            token.Register(() => end.TrySetCanceled(token));
            return new(end.Task);
        };
        var consumer = await _cluster.StartConsumerAsync(
            _listener,
            options => options with { AwaitTerminationWhenShutdown = TimeSpan.Zero });
        await _listener.NextAsync();

        await consumer.StopAsync(CancellationToken.None).WaitAsync(Patience);

        await Should.ThrowAsync<TaskCanceledException>(end.Task.WaitAsync(Patience));
        _cluster.A.OffsetOf(Topic, 0).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task AbortAsync_CloseChannel_TellsNobodyButTheChannelCloses()
    {
        CancellationToken closed = default;
        _cluster.A.Node.On(RequestCode.GetConsumerListByGroup, request =>
        {
            closed = request.Connection.Closed;
            return RemotingCommand.Answer(ResponseCode.SystemError, "none");
        });
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _cluster.A.Node.NextAsync(RequestCode.GetConsumerListByGroup);

        await consumer.AbortAsync(ConsumerAbort.CloseChannel);
        var before = _cluster.A.Node.CodesCame.Length;
        _cluster.Clock.Advance(TimeSpan.FromSeconds(60));

        closed.IsCancellationRequested.ShouldBeTrue();
        _cluster.A.Node.CodesCame.Length.ShouldBe(before);
        _cluster.A.Node.CodesCame.ShouldNotContain(RequestCode.UnregisterClient);
        _cluster.A.Node.CodesCame.ShouldNotContain(RequestCode.UpdateConsumerOffset);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task AbortAsync_Silent_LeavesTheChannelOpenAndSaysNothingMore()
    {
        CancellationToken closed = default;
        _cluster.A.Node.OnHeld(RequestCode.PullMessage, request =>
        {
            closed = request.Connection.Closed;
            return new(new TaskCompletionSource<RemotingCommand>().Task);
        });
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(4);

        await consumer.AbortAsync(ConsumerAbort.Silent);
        var before = _cluster.A.Node.CodesCame.Length;
        _cluster.Clock.Advance(TimeSpan.FromSeconds(121));
        _cluster.A.Node.CodesCame.Length.ShouldBe(before);
        closed.IsCancellationRequested.ShouldBeFalse();

        await consumer.DisposeAsync();
        closed.IsCancellationRequested.ShouldBeTrue();
        _cluster.A.Node.CodesCame.Length.ShouldBe(before);
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public async Task Consume_RetriedMessage_ComesWithItsRealTopic()
    {
        var retry = TopicNames.Retry(FakeCluster.Group);
        _cluster.SetRoute(retry, (_cluster.A, 1));
        _cluster.A.Append(retry, 0, retryTopic: Topic);

        await _cluster.StartConsumerAsync(_listener);

        (await _listener.NextAsync())[0].Topic.ShouldBe(Topic);
    }

    private async Task<PullMessageHeader[]> PullsAsync(int count)
    {
        var pulls = new PullMessageHeader[count];
        for (var i = 0; i < count; i++)
            pulls[i] = (await _cluster.A.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();

        return pulls;
    }

    private async Task HeartbeatsAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);
    }
}
