using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Pulling;

namespace Engine.Client.Consuming;

/// <summary>Counts what a consumer does; safe for many threads.</summary>
internal sealed class ConsumerCounters
{
    private readonly long[] _flowControl = new long[Enum.GetValues<FlowControlReason>().Length];
    private long _pulled;
    private long _consumedOk;
    private long _consumedFailed;
    private long _sentBack;
    private long _pullFailures;

    public void Pulled(int messages) => Interlocked.Add(ref _pulled, messages);

    public void Consumed(int ok, int failed)
    {
        Interlocked.Add(ref _consumedOk, ok);
        Interlocked.Add(ref _consumedFailed, failed);
    }

    public void SentBack() => Interlocked.Increment(ref _sentBack);

    public void Delayed(FlowControlReason reason) => Interlocked.Increment(ref _flowControl[(int)reason]);

    public void PullFailed() => Interlocked.Increment(ref _pullFailures);

    public PushConsumerStatistics Snapshot(IEnumerable<ProcessQueue> queues)
    {
        var loads = queues.Select(queue => queue.Load).ToArray();
        return new PushConsumerStatistics
        {
            Pulled = Interlocked.Read(ref _pulled),
            ConsumedOk = Interlocked.Read(ref _consumedOk),
            ConsumedFailed = Interlocked.Read(ref _consumedFailed),
            SentBack = Interlocked.Read(ref _sentBack),
            FlowControlByCount = DelayedBy(FlowControlReason.Count),
            FlowControlByBytes = DelayedBy(FlowControlReason.Bytes),
            FlowControlBySpan = DelayedBy(FlowControlReason.Span),
            PullFailures = Interlocked.Read(ref _pullFailures),
            CachedMessages = loads.Sum(load => (long)load.Messages),
            CachedBytes = loads.Sum(load => load.Bytes),
        };
    }

    private long DelayedBy(FlowControlReason reason) => Interlocked.Read(ref _flowControl[(int)reason]);
}
