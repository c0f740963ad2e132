using Engine.Protocol;

namespace Engine.Benchmarks.Soaking;

/// <summary>
/// The time in which one member has one queue, from the rebalance that gives it to the one that takes it, or to the member's end. All times
/// are time stamps of the stop watch; <see cref="long.MaxValue"/> means not yet.
/// </summary>
/// <param name="member">Client id of the member.</param>
/// <param name="queue">The queue.</param>
/// <param name="began">Before the member read where to begin.</param>
/// <param name="committed">The highest committed offset that had been seen at the broker by then; null for none.</param>
/// <param name="members">The group's members as the rebalance saw them.</param>
internal sealed class Holding(string member, MessageQueue queue, long began, long? committed, IReadOnlyList<string> members)
{
    private readonly Lock _lock = new();
    private readonly List<Delivery> _deliveries = [];
    private Delivery[]? _sorted;
    private long[]? _settled;

    internal string Member => member;

    internal MessageQueue Queue => queue;

    internal long Began => began;

    internal long? Committed => committed;

    internal HoldingEnd End { get; private set; }

    /// <summary>When its end began: of a stop when it was over, as a stop waits for the listener.</summary>
    internal long Ended { get; private set; } = long.MaxValue;

    /// <summary>From when on it is known that the member has given it up and reported its offset.</summary>
    internal long GivenUp { get; private set; } = long.MaxValue;

    internal bool Saw(string clientId) => members.Contains(clientId);

    internal void Add(Delivery delivery)
    {
        lock (_lock)
            _deliveries.Add(delivery);
    }

    internal void Close(HoldingEnd end, long at)
    {
        if (End == HoldingEnd.None || (end == HoldingEnd.Aborted && GivenUp == long.MaxValue))
            (End, Ended) = (end, at);
    }

    internal void GiveUp(long at) => GivenUp = Math.Min(GivenUp, at);

    /// <summary>
    /// When everything from the holding's first delivery up to this offset had left the listener: only then can the offset behind it be
    /// committed. <see cref="long.MaxValue"/> when something had not. To be asked when nothing is delivered any more.
    /// </summary>
    internal long SettledAt(long offset)
    {
        if (_sorted is null)
        {
            _sorted = [.. _deliveries.OrderBy(delivery => delivery.Offset)];
            _settled = new long[_sorted.Length];
            for (var at = 0; at < _sorted.Length; at++)
            {
                var isGap = at > 0 && _sorted[at].Offset > _sorted[at - 1].Offset + 1;
                _settled[at] = Math.Max(at == 0 ? 0 : _settled[at - 1], isGap ? long.MaxValue : _sorted[at].Ended);
            }
        }

        var found = Array.FindLastIndex(_sorted, delivery => delivery.Offset == offset);
        return found < 0 ? long.MaxValue : _settled![found];
    }
}
