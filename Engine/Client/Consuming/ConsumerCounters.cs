using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Pulling;
using Engine.Client.Consuming.Statistics;

namespace Engine.Client.Consuming;

/// <summary>Counts what a consumer does, since its start and by topic over the last minute and hour; safe for many threads.</summary>
internal sealed class ConsumerCounters(TimeProvider timeProvider)
{
    private readonly ConsumptionStatistics _statistics = new(timeProvider);
    private readonly long[] _flowControl = new long[Enum.GetValues<FlowControlReason>().Length];
    private long _pulled;
    private long _consumedOk;
    private long _consumedFailed;
    private long _sentBack;
    private long _pullFailures;

    /// <summary>A pull found messages.</summary>
    public void Pulled(string topic, int messages, TimeSpan took)
    {
        Interlocked.Add(ref _pulled, messages);
        _statistics.Pulled(topic, messages, took);
    }

    /// <summary>A listener call ended.</summary>
    public void Called(string topic, TimeSpan took) => _statistics.Called(topic, took);

    public void Consumed(string topic, int ok, int failed)
    {
        Interlocked.Add(ref _consumedOk, ok);
        Interlocked.Add(ref _consumedFailed, failed);
        _statistics.Consumed(topic, ok, failed);
    }

    public void SentBack() => Interlocked.Increment(ref _sentBack);

    public void Delayed(FlowControlReason reason) => Interlocked.Increment(ref _flowControl[(int)reason]);

    public void PullFailed() => Interlocked.Increment(ref _pullFailures);

    public ConsumptionRates RatesOf(string topic) => _statistics.Of(topic);

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
