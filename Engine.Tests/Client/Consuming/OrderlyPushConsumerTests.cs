using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming;

/// <summary>Locks, assignment and stop of an orderly consumer, as a scripted cluster sees them.</summary>
[Trait("Behaviour", "D7")]
public sealed class OrderlyPushConsumerTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RecordingOrderlyListener _listener = new();
    private FakeCluster _cluster = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task StartAsync_Queues_AreLockedThenReadAndReadAgainBeforeTheFirstPull()
    {
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(2);

        var codes = Broker.CodesCame;
        codes[..6].ShouldBe(
        [
            RequestCode.HeartBeat, RequestCode.GetConsumerListByGroup, RequestCode.LockBatchMq, RequestCode.QueryConsumerOffset,
            RequestCode.LockBatchMq, RequestCode.QueryConsumerOffset,
        ]);
        codes.Count(code => code == RequestCode.QueryConsumerOffset).ShouldBe(4);
        _cluster.A[Queue(0)].ShouldBe(consumer.ClientId);
        var body = Broker.Came(RequestCode.LockBatchMq)[0].ReadBody<LockBatchBody>();
        (body.ClientId, body.ConsumerGroup).ShouldBe((consumer.ClientId, FakeCluster.Group));
        body.MqSet.ShouldBe([Queue(0)]);
    }

    [Fact]
    public async Task StartAsync_OwnerBeforeWentOn_PullsFromWhereItStopped()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 9);
        var reads = 0;
        Broker.On(RequestCode.QueryConsumerOffset, _ =>
            RemotingCommand.Success(new OffsetResponseHeader { Offset = ++reads == 1 ? 3 : 5 }));

        await _cluster.StartConsumerAsync(_listener);

        (await PullsAsync(1))[0].QueueOffset.ShouldBe(5);
        (await _listener.NextOffsetsAsync()).ShouldBe([5]);
    }

    [Fact]
    public async Task Rebalance_LockedElsewhere_AsksAgainEverySecondUntilItIsFree()
    {
        _cluster.A[Queue(1)] = "99.9.9.9@other";
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(1);
        await LocksAsync(2);
        consumer.AssignedQueues.ShouldBe([Queue(0)]);

        await _cluster.Clock.WaitForTimersAsync(6);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => Locks(Queue(1)) == 2, "the lock is asked for again");
        _cluster.A[Queue(1)] = null;
        await AdvanceUntilAsync(() => consumer.AssignedQueues.Count == 2, "the queue is taken");

        (await PullsAsync(1))[0].QueueId.ShouldBe(1);
    }

    [Fact]
    public async Task Running_Locks_AreRenewedAllAtOnceAfterASecondThenEvery20()
    {
        await _cluster.StartConsumerAsync(_listener);
        await PullsAsync(2);
        await LocksAsync(2);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Broker.Came(RequestCode.LockBatchMq).Count.ShouldBe(2);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));
        (await LocksAsync(1))[0].MqSet.ShouldBe([Queue(0), Queue(1)]);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(19.9));
        Broker.Came(RequestCode.LockBatchMq).Count.ShouldBe(3);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));
        (await LocksAsync(1))[0].MqSet.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Running_LockTakenByAnother_LeavesTheQueueAndCommitsNothingOfIt()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 1);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _listener.NextAsync();

        _cluster.A[Queue(0)] = "99.9.9.9@other";
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => consumer.AssignedQueues.Count == 0, "the queue is left");
        end.SetResult(ConsumeOrderlyStatus.Success);
        await consumer.StopAsync(CancellationToken.None).WaitAsync(Patience);

        Broker.Came(RequestCode.UpdateConsumerOffset).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "E4")]
    public async Task Rebalance_QueueLostWhileACallRuns_IsGivenUpAfterItWithItsProgress()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (messages, _, _) => messages[0].QueueId == 1 ? new(end.Task) : new(ConsumeOrderlyStatus.Success);
        _cluster.A.AppendMany(Topic, 1, 3);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        (await _listener.NextOffsetsAsync()).ShouldBe([0]);
        _cluster.A.OtherMembers.Add("99.9.9.9@later");

        await _cluster.A.TellAllAsync(RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = FakeCluster.Group });
        await Broker.NextAsync(RequestCode.GetConsumerListByGroup);
        await Broker.NextAsync(RequestCode.GetConsumerListByGroup);
        await _cluster.A.TellAllAsync(RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = FakeCluster.Group });
        await Broker.NextAsync(RequestCode.GetConsumerListByGroup);
        consumer.AssignedQueues.Count.ShouldBe(2);
        Broker.Came(RequestCode.UnlockBatchMq).ShouldBeEmpty();
        end.SetResult(ConsumeOrderlyStatus.Success);
        await Broker.NextAsync(RequestCode.UnlockBatchMq);

        _cluster.A.OffsetOf(Topic, 1).ShouldBe(1);
        _cluster.A[Queue(1)].ShouldBeNull();
        _cluster.A[Queue(0)].ShouldBe(consumer.ClientId);
        await Eventually.TrueAsync(() => consumer.AssignedQueues.Count == 1, "the queue is given up");
        _listener.HasMore.ShouldBeFalse();
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_Locks_AreGivenBackAfterTheLastReport()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 1);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _listener.NextAsync();

        await consumer.StopAsync(CancellationToken.None).WaitAsync(Patience);

        Broker.CodesCame[^3..].ShouldBe([RequestCode.UpdateConsumerOffset, RequestCode.UnlockBatchMq, RequestCode.UnregisterClient]);
        _cluster.A[Queue(0)].ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_ACallGoesOn_KeepsThatQueuesLockOnly()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.A.AppendMany(Topic, 1, 1);
        var consumer = await _cluster.StartConsumerAsync(
            _listener, options => options with { AwaitTerminationWhenShutdown = TimeSpan.Zero });
        await _listener.NextAsync();

        await consumer.StopAsync(CancellationToken.None).WaitAsync(Patience);

        _cluster.A[Queue(0)].ShouldBeNull();
        _cluster.A[Queue(1)].ShouldBe(consumer.ClientId, "its next owner would run beside the call");
        end.SetResult(ConsumeOrderlyStatus.Success);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Behaviour", "H4")]
    public async Task Reset_OfAQueueThatIsNoLongerItsShare_GivesTheLockBackWhenNoCallRuns(bool callRuns)
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => callRuns ? new(end.Task) : new(ConsumeOrderlyStatus.Success);
        _cluster.A.AppendMany(Topic, 1, 3);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _listener.NextAsync();
        await PullsAsync(2);
        Broker.Skip(RequestCode.GetConsumerListByGroup);
        _cluster.A.OtherMembers.Add("99.9.9.9@later");

        await _cluster.A.TellAllAsync(
            RequestCode.ResetConsumerClientOffset,
            new ResetOffsetHeader { Topic = Topic, Group = FakeCluster.Group, Timestamp = 0 },
            new ResetOffsetBody { OffsetTable = new Dictionary<MessageQueue, long> { [Queue(1)] = 2 } });
        if (callRuns)
        {
            await Broker.NextAsync(RequestCode.GetConsumerListByGroup);
            await _cluster.A.TellAllAsync(
                RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = FakeCluster.Group });
            await Broker.NextAsync(RequestCode.GetConsumerListByGroup);
            Broker.Came(RequestCode.UnlockBatchMq).ShouldBeEmpty();
            end.SetResult(ConsumeOrderlyStatus.Success);
        }

        (await Broker.NextAsync(RequestCode.UnlockBatchMq)).ReadBody<LockBatchBody>().MqSet.ShouldBe([Queue(1)]);
        _cluster.A[Queue(1)].ShouldBeNull();
        _cluster.A[Queue(0)].ShouldBe(consumer.ClientId);
        _cluster.A.OffsetOf(Topic, 1).ShouldBe(2);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_WhileAMessageIsInTheListener_GoesBackAfterItAndCommitsNothingElse()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (messages, _, _) => messages[0].QueueOffset < 20 ? new(ConsumeOrderlyStatus.Success) : new(end.Task);
        _cluster.SetRoute(Topic, (_cluster.A, 1));
        _cluster.A.AppendMany(Topic, 0, 21);
        _cluster.A.SetOffset(Topic, 0, 20);
        await _cluster.StartConsumerAsync(_listener);
        (await _listener.NextOffsetsAsync()).ShouldBe([20]);
        await PullsAsync(2);

        await _cluster.A.TellAllAsync(
            RequestCode.ResetConsumerClientOffset,
            new ResetOffsetHeader { Topic = Topic, Group = FakeCluster.Group, Timestamp = 0 },
            new ResetOffsetBody { OffsetTable = new Dictionary<MessageQueue, long> { [Queue(0)] = 5 } });
        (await PullsAsync(1))[0].QueueOffset.ShouldBe(5);
        _listener.HasMore.ShouldBeFalse("the call before the reset still runs");
        end.SetResult(ConsumeOrderlyStatus.Success);

        (await _listener.NextOffsetsAsync()).ShouldBe([5]);
        _listener.MostRunning.ShouldBe(1);
        var reports = Broker.Came(RequestCode.UpdateConsumerOffset).Select(command => command.ReadHeader<UpdateConsumerOffsetHeader>());
        reports.Select(report => report.CommitOffset).ShouldBe([5]);
    }

    private static MessageQueue Queue(int id) => new(Topic, "broker-a", id);

    private int Locks(MessageQueue queue) =>
        Broker.Came(RequestCode.LockBatchMq).Count(command => command.ReadBody<LockBatchBody>().MqSet.SequenceEqual([queue]));

    private async Task<PullMessageHeader[]> PullsAsync(int count)
    {
        var pulls = new PullMessageHeader[count];
        for (var i = 0; i < count; i++)
            pulls[i] = (await Broker.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();

        return pulls;
    }

    private async Task<LockBatchBody[]> LocksAsync(int count)
    {
        var locks = new LockBatchBody[count];
        for (var i = 0; i < count; i++)
            locks[i] = (await Broker.NextAsync(RequestCode.LockBatchMq)).ReadBody<LockBatchBody>();

        return locks;
    }

    private Task AdvanceUntilAsync(Func<bool> isTrue, string expected) => Eventually.TrueAsync(
        () =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return isTrue();
        },
        expected);
}
