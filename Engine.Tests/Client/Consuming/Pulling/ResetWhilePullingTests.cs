using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming.Pulling;

/// <summary>Offsets that a broker sets while a consumer is at work.</summary>
public sealed class ResetWhilePullingTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    /// <summary>Timers of a running consumer: routes, heartbeat, offsets, rebalance, expired messages.</summary>
    private const int Duties = 5;

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_OneOfTwoQueuesForward_TheOtherGoesOnUndisturbed()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (messages, _, _) => messages[0].QueueId == 0 ? new(end.Task) : new(ConsumeStatus.Success);
        _cluster.SetRoute(Topic, (_cluster.A, 2));
        _cluster.A.AppendMany(Topic, 0, 9);
        _cluster.A.AppendMany(Topic, 1, 1);
        await _cluster.StartConsumerAsync(_listener);
        for (var i = 0; i < 4; i++)
            await NextPullAsync();

        await _cluster.A.TellAllAsync(RequestCode.ResetConsumerClientOffset, ResetHeader(), Reset(9));
        var pull = await NextPullAsync();
        end.SetResult(ConsumeStatus.Success);

        (pull.QueueId, pull.QueueOffset).ShouldBe((0, 9));
        (await NextReportAsync()).ShouldBe(9);
        _cluster.A.OffsetOf(Topic, 0).ShouldBe(9);
        _cluster.A.Node.Came(RequestCode.QueryConsumerOffset).Count.ShouldBe(3, "the other queue is not begun anew");
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_WhileAMessageIsInTheListener_GoesBackAtOnceAndCommitsNothingElse()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (messages, _, _) => messages[0].QueueOffset < 20 ? new(ConsumeStatus.Success) : new(end.Task);
        _cluster.A.AppendMany(Topic, 0, 21);
        _cluster.A.SetOffset(Topic, 0, 20);
        await _cluster.StartConsumerAsync(_listener);
        (await _listener.NextAsync())[0].QueueOffset.ShouldBe(20);
        (await NextPullAsync()).QueueOffset.ShouldBe(20);
        (await NextPullAsync()).QueueOffset.ShouldBe(21);

        await _cluster.A.TellAllAsync(RequestCode.ResetConsumerClientOffset, ResetHeader(), Reset(5));
        var report = (await _cluster.A.Node.NextAsync(RequestCode.UpdateConsumerOffset)).ReadHeader<UpdateConsumerOffsetHeader>();
        (await NextPullAsync()).QueueOffset.ShouldBe(5);
        end.SetResult(ConsumeStatus.Success);

        report.CommitOffset.ShouldBe(5);
        (await _listener.NextAsync())[0].QueueOffset.ShouldBe(5);
        _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_APullHeldBeforeItIsAnsweredAfterIt_BringsNothing()
    {
        _cluster.A.AppendMany(Topic, 0, 10);
        _cluster.A.SetOffset(Topic, 0, 10);
        await _cluster.StartConsumerAsync(_listener);
        (await NextPullAsync()).QueueOffset.ShouldBe(10);

        await _cluster.A.TellAllAsync(RequestCode.ResetConsumerClientOffset, ResetHeader(), Reset(4));
        (await NextPullAsync()).QueueOffset.ShouldBe(4);
        (await NextPullAsync()).QueueOffset.ShouldBe(10);
        _cluster.A.Append(Topic, 0);

        (await NextPullAsync()).QueueOffset.ShouldBe(11);
        var offsets = new List<long>();
        for (var i = 0; i < 7; i++)
            offsets.Add((await _listener.NextAsync())[0].QueueOffset);

        offsets.Order().ShouldBe([4, 5, 6, 7, 8, 9, 10]);
        _cluster.A.Node.Came(RequestCode.PullMessage).Count.ShouldBe(4, "the pull of before the reset is not followed by another");
        _listener.HasMore.ShouldBeFalse();
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_WhileACorrectionWaits_IsNotUndoneByIt()
    {
        _cluster.A.SetOffset(Topic, 0, 21);
        Script(
            FakeBroker.PullAnswer(ResponseCode.PullOffsetMoved, next: 5, max: 21),
            FakeBroker.PullAnswer(ResponseCode.PullNotFound, next: 9, max: 21));
        await _cluster.StartConsumerAsync(_listener);
        await ArmedAfterFirstPullAsync();

        await _cluster.A.TellAllAsync(RequestCode.ResetConsumerClientOffset, ResetHeader(), Reset(5));
        (await NextPullAsync()).QueueOffset.ShouldBe(5);
        (await NextPullAsync()).QueueOffset.ShouldBe(9);
        (await NextReportAsync()).ShouldBe(5);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(10));
        (await NextReportAsync()).ShouldBe(9);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));

        (await NextReportAsync()).ShouldBe(9);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_MovedToWhereTheQueueStands_GoesOnAtOnce()
    {
        Script(FakeBroker.PullAnswer(ResponseCode.PullOffsetMoved, next: 0, max: 0));
        await _cluster.StartConsumerAsync(_listener);

        (await NextPullAsync()).QueueOffset.ShouldBe(0);
        (await NextPullAsync()).QueueOffset.ShouldBe(0);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_TheConnectionClosesBeforeTheConfirmation_EveryQueueBeginsAnew()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 4));
        var consumer = await _cluster.StartConsumerAsync(_listener);
        for (var i = 0; i < 4; i++)
            await NextPullAsync();
        TaskCompletionSource<RemotingCommand> never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.A.Node.OnHeld(RequestCode.UpdateConsumerOffset, _ => new(never.Task));
        var offsets = consumer.AssignedQueues.Where(queue => queue.Topic == Topic).ToDictionary(queue => queue, _ => 0L);
        await _cluster.A.TellAllAsync(
            RequestCode.ResetConsumerClientOffset, ResetHeader(), new ResetOffsetBody { OffsetTable = offsets });
        await _cluster.A.Node.NextAsync(RequestCode.UpdateConsumerOffset);
        _cluster.A.Node.Skip(RequestCode.PullMessage);

        _cluster.A.CloseConnections();

        var queues = new HashSet<int>();
        while (queues.Count < 4)
            queues.Add((await NextPullAsync()).QueueId);
    }

    private static ResetOffsetHeader ResetHeader() => new() { Topic = Topic, Group = FakeCluster.Group, Timestamp = 0 };

    private static ResetOffsetBody Reset(long offset) =>
        new() { OffsetTable = new Dictionary<MessageQueue, long> { [new(Topic, "broker-a", 0)] = offset } };

    private async Task<PullMessageHeader> NextPullAsync() =>
        (await _cluster.A.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();

    private async Task<long> NextReportAsync() =>
        (await _cluster.A.Node.NextAsync(RequestCode.UpdateConsumerOffset)).ReadHeader<UpdateConsumerOffsetHeader>().CommitOffset;

    /// <summary>The first pulls get these answers, later ones are held.</summary>
    private void Script(params RemotingCommand[] answers)
    {
        var next = 0;
        _cluster.A.Node.OnHeld(RequestCode.PullMessage, _ => next < answers.Length
            ? new(answers[next++])
            : new(new TaskCompletionSource<RemotingCommand>().Task));
    }

    /// <summary>Waits until the request that followed the first pull is put off: the duties and its own timer.</summary>
    private async Task<int> ArmedAfterFirstPullAsync()
    {
        await NextPullAsync();
        await _cluster.Clock.WaitForTimersAsync(Duties + 1);
        return Duties + 1;
    }
}
