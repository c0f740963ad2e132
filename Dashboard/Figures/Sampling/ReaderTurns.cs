using Engine.Admin.Replication;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// When a broker was last read from another process than before: from its slave, or from its master again. What was read before is of
/// other tables, so that series begin anew: a slave's older offsets are no step back. Bounded by the brokers. Not safe for many threads.
/// </summary>
internal sealed class ReaderTurns
{
    private readonly Dictionary<string, (string Node, DateTimeOffset Since)> _slaves = new(StringComparer.Ordinal);
    private long _ticket = -1;

    /// <summary>Takes what a read says of its readers, unless one that was begun later was taken.</summary>
    internal void Note(IReadOnlyList<SlaveReading> readings, DateTimeOffset at, long ticket)
    {
        if (ticket < _ticket || (readings.Count == 0 && _slaves.Count == 0))
            return;

        _ticket = ticket;
        var now = readings.ToDictionary(reading => reading.Broker, reading => reading.Node, StringComparer.Ordinal);
        foreach (var broker in _slaves.Keys.Union(now.Keys).ToArray())
        {
            var node = now.GetValueOrDefault(broker, broker);
            if (_slaves.GetValueOrDefault(broker).Node != node)
                _slaves[broker] = (node, at);
        }
    }

    /// <summary>The later of a reset and the last turn; null when there was neither.</summary>
    internal DateTimeOffset? Later(string broker, DateTimeOffset? resetAt) =>
        _slaves.TryGetValue(broker, out var turn) && !(resetAt > turn.Since) ? turn.Since : resetAt;
}
