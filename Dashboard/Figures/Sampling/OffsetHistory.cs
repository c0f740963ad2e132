using System.Collections;
using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// Samples of one offset over the last 120 s, oldest first. The newest sample is always there; older ones are thinned to about one
/// per second, so that a watched queue needs no more room than another. A sample that replaces one keeps the smaller lag of both: a lag
/// that was 0 for a moment is not forgotten. One that went back replaces none. The first sample after a reset takes the place of all
/// before it, also of one that was read before the reset and dated after it. Not safe for many threads.
/// </summary>
internal sealed class OffsetHistory : IReadOnlyList<OffsetSample>
{
    private const int FirstCapacity = 12;
    private const long Unknown = long.MinValue;

    // A little under a second: a sweep that comes a little early must not halve the resolution.
    private static readonly long Spacing = TimeSpan.FromMilliseconds(900).Ticks;
    private static readonly int Capacity = (int)(SamplingLimits.History.Ticks / Spacing) + 2;

    private (long At, long Offset)[] _ring = new (long, long)[FirstCapacity];

    /// <summary>Beside the ring; null as long as no lag was told, as with broker offsets.</summary>
    private long[]? _lags;
    private int _first;
    private long _ticket = -1;
    private long _resetAt = Unknown;

    public int Count { get; private set; }

    public OffsetSample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var slot = Slot(index);
            var (at, offset) = _ring[slot];
            return new OffsetSample(new DateTimeOffset(at, TimeSpan.Zero), Known(offset), Known(_lags?[slot] ?? Unknown));
        }
    }

    /// <summary>The sweep that saw the series last, for forgetting it.</summary>
    internal long LastSweep { get; set; }

    /// <summary>Adds a sample, unless one that was begun later (with a higher ticket) is already there.</summary>
    internal void Add(DateTimeOffset at, long? offset, long ticket, long? lag = null, DateTimeOffset? resetAt = null)
    {
        if (ticket < _ticket)
            return;

        CutAtReset(resetAt?.UtcTicks ?? Unknown);
        var isSame = ticket == _ticket && Count > 0;
        var replaces = isSame || NewestIsExpendable(offset);
        var smallest = replaces && !isSame ? Smaller(this[Count - 1].Lag, lag) : lag;
        _ticket = ticket;
        if (!replaces)
            Append();

        var slot = Slot(Count - 1);
        _ring[slot] = (at.UtcTicks, offset ?? Unknown);
        Note(slot, smallest);
    }

    public IEnumerator<OffsetSample> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static long? Known(long value) => value == Unknown ? null : value;

    private static long? Smaller(long? one, long? other) => one is null || other < one ? other ?? one : one;

    /// <summary>A reset that is not known any more is none: its broker started anew.</summary>
    private void CutAtReset(long resetAt)
    {
        if (resetAt != Unknown && resetAt != _resetAt)
            Count = 0;

        _resetAt = resetAt;
    }

    private bool NewestIsExpendable(long? offset) =>
        Count >= 2
        && _ring[Slot(Count - 1)].At - _ring[Slot(Count - 2)].At is >= 0 and var gap && gap < Spacing
        && !(offset < Known(_ring[Slot(Count - 1)].Offset));

    private int Slot(int index) => (_first + index) % _ring.Length;

    private void Note(int slot, long? lag)
    {
        if (lag is null && _lags is null)
            return;

        if (_lags is null)
            Array.Fill(_lags = new long[_ring.Length], Unknown);

        _lags[slot] = lag ?? Unknown;
    }

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
        var lags = _lags is null ? null : new long[wider.Length];
        for (var index = 0; index < Count; index++)
        {
            wider[index] = _ring[Slot(index)];
            if (lags is not null)
                lags[index] = _lags![Slot(index)];
        }

        (_ring, _lags, _first) = (wider, lags, 0);
    }
}
