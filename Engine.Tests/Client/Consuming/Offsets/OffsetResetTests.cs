using Engine.Client.Consuming;
using Engine.Client.Consuming.Offsets;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Pulling;
using Engine.Protocol;

namespace Engine.Tests.Client.Consuming.Offsets;

/// <summary>Resets that come one after the other.</summary>
[Trait("Behaviour", "H4")]
public sealed class OffsetResetTests : IAsyncLifetime
{
    private static readonly MessageQueue Q0 = new(FakeCluster.Topic, "broker-a", 0);
    private static readonly MessageQueue Q1 = new(FakeCluster.Topic, "broker-a", 1);

    private readonly Queue<TaskCompletionSource> _reports = new();
    private FakeCluster _cluster = null!;
    private ConsumerHarness _harness = null!;
    private ConsumerScope _scope = null!;
    private OffsetReset _reset = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 2);
        _harness = new ConsumerHarness(_cluster);
        _harness.Offsets.Persisting = _ =>
        {
            TaskCompletionSource report = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_reports)
                _reports.Enqueue(report);

            return report.Task;
        };
        _scope = _harness.NewScope();
        _reset = new OffsetReset(_scope, () => { });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task ApplyAsync_QueueMadeAnewBeforeItsTurn_IsNotMoved()
    {
        var before = Hold(Q0);
        Hold(Q1);
        var first = ResetAsync(Q1, 3);
        var second = ResetAsync(Q0, 5);
        var anew = new ProcessQueue(_cluster.Clock);
        _scope.Queues.TryReplace(Q0, before, anew).ShouldBeTrue();

        await ReportedAsync();
        await Task.WhenAll(first, second);

        _harness.Offsets.Updates.ShouldBe([(Q1, 3, false)]);
        _scope.Queues.Holds(Q0, anew).ShouldBeTrue();
    }

    [Fact]
    public async Task ApplyAsync_LaterResetOfTheQueueWaits_ItIsMadeAnewAfterThatOneOnly()
    {
        var held = Hold(Q0);
        var first = ResetAsync(Q0, 5);
        await Eventually.TrueAsync(() => Reports == 1, "the first reset reports");
        var second = ResetAsync(Q0, 7);

        await ReportedAsync();
        await first;
        _scope.Queues.Holds(Q0, held).ShouldBeTrue("made anew now, it would begin at the first reset's offset");
        await ReportedAsync();
        await second;

        _scope.Queues.Current.ShouldBeEmpty();
        _harness.Offsets.Updates.ShouldBe([(Q0, 5, false), (Q0, 7, false)]);
    }

    [Fact]
    [Trait("Behaviour", "C5")]
    public async Task ApplyAsync_CorrectionDecidedBeforeFallsDueWhileTheResetReports_LeavesTheResetsTarget()
    {
        var held = Hold(Q0);
        var isDue = await CorrectAsync(Q0, held, 9);
        var reset = ResetAsync(Q0, 20);
        await Eventually.TrueAsync(() => Reports == 1, "the reset reports");

        _cluster.Clock.Advance(OffsetCorrection.Delay);
        await isDue;
        await ReportedAsync();
        await reset;

        _harness.Offsets.Updates.ShouldBe([(Q0, 20, false)]);
        _scope.Queues.Current.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "C5")]
    public async Task ApplyAsync_CorrectionIsBeingReported_HasTheLastWordAndMovesTheQueueItself()
    {
        var held = Hold(Q0);
        Hold(Q1);
        var isDue = await CorrectAsync(Q0, held, 9);
        _cluster.Clock.Advance(OffsetCorrection.Delay);
        await isDue;
        await Eventually.TrueAsync(() => Reports == 1, "the correction reports");
        var other = ResetAsync(Q1, 3);
        await Eventually.TrueAsync(() => Reports == 2, "the reset of another queue reports");
        var reset = ResetAsync(Q0, 20);

        await ReportedAsync();
        await ReportedAsync();
        await other;
        await ReportedAsync();
        await reset;

        _harness.Offsets.Updates.ShouldBe([(Q0, 9, false), (Q1, 3, false), (Q0, 20, false)]);
        _scope.Queues.Current.ShouldBeEmpty();
    }

    private int Reports
    {
        get
        {
            lock (_reports)
                return _reports.Count;
        }
    }

    private ProcessQueue Hold(MessageQueue queue)
    {
        var processQueue = new ProcessQueue(_cluster.Clock);
        _scope.Queues.TryAdd(queue, processQueue, _scope.Queues.Resets).ShouldBeTrue();
        return processQueue;
    }

    /// <summary>A broker has corrected the queue's offset; the task ends when the correction has fallen due.</summary>
    private async Task<Task> CorrectAsync(MessageQueue queue, ProcessQueue held, long offset)
    {
        TaskCompletionSource isDue = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new OffsetCorrection(_scope, () => { }).Begin(new PullRequest(queue, held, offset));
        _scope.Delays.Schedule(OffsetCorrection.Delay, isDue.SetResult);
        await _cluster.Clock.WaitForTimersAsync(2);
        return isDue.Task;
    }

    private Task ResetAsync(MessageQueue queue, long offset) =>
        _reset.ApplyAsync(queue.Topic, new Dictionary<MessageQueue, long> { [queue] = offset }, CancellationToken.None);

    /// <summary>Lets the report end that is under way, or that comes next.</summary>
    private async Task ReportedAsync()
    {
        await Eventually.TrueAsync(() => Reports > 0, "a report");
        lock (_reports)
            _reports.Dequeue().SetResult();
    }
}
