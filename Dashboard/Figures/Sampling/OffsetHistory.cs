using System.Collections;
using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// Samples of one offset over the last 120 s, oldest first. The newest sample is always there; older ones are thinned to about one
/// per second, so that a watched queue needs no more room than another. Not safe for many threads.
/// </summary>
internal sealed class OffsetHistory : IReadOnlyList<OffsetSample>
{
    private const int FirstCapacity = 12;
    private const long Unknown = long.MinValue;

    // A little under a second: a sweep that comes a little early must not halve the resolution.
    private static readonly long Spacing = TimeSpan.FromMilliseconds(900).Ticks;
    private static readonly int Capacity = (int)(SamplingLimits.History.Ticks / Spacing) + 2;

    private (long At, long Offset)[] _ring = new (long, long)[FirstCapacity];
    private int _first;
    private long _ticket = -1;

    public int Count { get; private set; }

    public OffsetSample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (at, offset) = _ring[Slot(index)];
            return new OffsetSample(new DateTimeOffset(at, TimeSpan.Zero), offset == Unknown ? null : offset);
        }
    }

    /// <summary>The sweep that saw the series last, for forgetting it.</summary>
    internal long LastSweep { get; set; }

    /// <summary>Adds a sample, unless one that was begun later (with a higher ticket) is already there.</summary>
    internal void Add(DateTimeOffset at, long? offset, long ticket)
    {
        if (ticket < _ticket)
            return;

        var replace = ticket == _ticket || NewestIsExpendable();
        _ticket = ticket;
        if (!replace)
            Append();

        _ring[Slot(Count - 1)] = (at.UtcTicks, offset ?? Unknown);
    }

    public IEnumerator<OffsetSample> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool NewestIsExpendable() =>
        Count >= 2 && _ring[Slot(Count - 1)].At - _ring[Slot(Count - 2)].At is >= 0 and var gap && gap < Spacing;

    private int Slot(int index) => (_first + index) % _ring.Length;

    private void Append()
    {
        if (Count == _ring.Length && _ring.Length < Capacity)
            Grow();

        if (Count == _ring.Length)
            _first = Slot(1);
        else
            Count++;
    }

    private void Grow()
    {
        var wider = new (long, long)[Math.Min(Capacity, _ring.Length * 2)];
        for (var index = 0; index < Count; index++)
            wider[index] = _ring[Slot(index)];

        (_ring, _first) = (wider, 0);
    }
}
