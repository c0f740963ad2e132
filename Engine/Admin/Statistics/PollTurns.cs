using Engine.Admin.Clusters;
using Engine.Admin.Foreign;

namespace Engine.Admin.Statistics;

/// <summary>
/// Lets the loops of one watcher poll together: however many brokers cannot signal, one of them speaks in an interval, as one reading
/// asks them all.
/// </summary>
internal sealed class PollTurns(ForeignBrokers foreign, TimeProvider timeProvider)
{
    // A timer may be a little early by the clock.
    private static readonly TimeSpan Least = FigureSource.PollInterval - TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private long? _takenAt;

    public bool CannotSignal(BrokerEndpoint broker) => foreign.Contains(broker);

    public void NoteCannotSignal(BrokerEndpoint broker) => foreign.Add(broker);

    /// <summary>True for the first who asks in an interval.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_takenAt is { } at && timeProvider.GetElapsedTime(at) < Least)
            {
                return false;
            }

            _takenAt = timeProvider.GetTimestamp();
            return true;
        }
    }
}
