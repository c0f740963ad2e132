using System.Diagnostics;

namespace Engine.Benchmarks.Consuming;

/// <summary>Times of single messages, as many as there is room for; safe for many threads.</summary>
internal sealed class LatencySamples(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;

    internal int Count => Math.Min(Volatile.Read(ref _count), _ticks.Length);

    internal void Add(long ticks)
    {
        var at = Interlocked.Increment(ref _count) - 1;
        if (at < _ticks.Length)
            _ticks[at] = ticks;
    }

    /// <summary>The time in milliseconds that a share of the messages did not exceed.</summary>
    internal double Percentile(double share)
    {
        var sorted = _ticks.AsSpan(0, Count).ToArray();
        Array.Sort(sorted);
        var at = Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1);
        return sorted[at] * 1000.0 / Stopwatch.Frequency;
    }
}
