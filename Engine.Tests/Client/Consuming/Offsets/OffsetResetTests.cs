using Engine.Client.Consuming;
using Engine.Client.Consuming.Offsets;
using Engine.Client.Consuming.Processing;
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
