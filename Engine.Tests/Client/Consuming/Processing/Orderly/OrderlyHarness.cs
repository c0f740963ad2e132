using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Orderly;
using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Processing.Orderly;

/// <summary>The inside of an orderly consumer whose one queue is locked, and its listener.</summary>
internal sealed class OrderlyHarness : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _rebalances = new(0);
    private readonly FakeCluster _cluster;
    private readonly ConsumerHarness _harness;

    private OrderlyHarness(FakeCluster cluster)
    {
        _cluster = cluster;
        _harness = new ConsumerHarness(cluster);
        ProcessQueue.Lease.Renew();
    }

    internal static MessageQueue Queue => ConsumerHarness.Queue;

    internal RecordingOrderlyListener Listener { get; } = new();

    internal FakeBroker Broker => _cluster.A;

    internal FakeTimeProvider Clock => _cluster.Clock;

    internal RecordingOffsetStore Offsets => _harness.Offsets;

    internal ProcessQueue ProcessQueue => _harness.ProcessQueue;

    /// <summary>That of the consumer made last.</summary>
    internal ConsumerScope Scope { get; private set; } = null!;

    internal static async Task<OrderlyHarness> StartAsync()
    {
        var cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        cluster.SetRoute(TopicNames.Retry("g"), (cluster.A, 1));
        return new OrderlyHarness(cluster);
    }

    internal OrderlyConsumer New(Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        Scope = _harness.NewScope(with, isOrderly: true);
        void Trigger() => _rebalances.Release();
        var locks = new QueueLocks(Scope, Trigger);
        return new OrderlyConsumer(Scope, Listener, _harness.NewHooks(), new SendBack(Scope), locks, Trigger);
    }

    /// <summary>Every listener call ends when the source does.</summary>
    internal TaskCompletionSource<ConsumeOrderlyStatus?> Hold()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Listener.Script = (_, _, _) => new(end.Task);
        return end;
    }

    internal void Submit(OrderlyConsumer consumer, params long[] offsets)
    {
        ProcessQueue.Put(Records.Messages(offsets), offsets[^1] + 1);
        consumer.Submit(Queue, ProcessQueue, []);
    }

    internal Task SuspendedAsync() => Eventually.TrueAsync(() => Scope.Delays.Count == 1, "the queue pauses");

    internal async Task CommittedAsync(long offset)
    {
        while (await Offsets.NextAsync() != offset)
        {
        }
    }

    internal async Task RebalanceAsync() => (await _rebalances.WaitAsync(Patience)).ShouldBeTrue("expected a rebalance");

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
