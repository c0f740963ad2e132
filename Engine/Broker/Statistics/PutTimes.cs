using System.Globalization;
using System.Numerics;

namespace Engine.Broker.Statistics;

/// <summary>
/// How long puts took: RocketMQ's thirteen ranges and two percentiles of the last whole minute (of the running one before the first is
/// over), and the longest since the start. Safe from any thread. Mirrors the put times of StoreStatsService.
/// </summary>
internal sealed class PutTimes
{
    /// <summary>Parts of each power of two: percentiles are at most an eighth too high.</summary>
    private const int Parts = 8;

    private static readonly string[] Names =
    [
        "[<=0ms]", "[0~10ms]", "[10~50ms]", "[50~100ms]", "[100~200ms]", "[200~500ms]", "[500ms~1s]", "[1~2s]", "[2~3s]", "[3~4s]",
        "[4~5s]", "[5~10s]", "[10s~]",
    ];

    private static readonly long[] Ends = [1, 10, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 10_000];

    private Minute _running = new();
    private Minute? _last;
    private long _longest;

    /// <summary>Longest since the start, in ms.</summary>
    public long LongestMs => Interlocked.Read(ref _longest);

    /// <summary>Names of RocketMQ's ranges with the number of puts in each.</summary>
    public string Distribution
    {
        get
        {
            var ranges = Shown.Ranges;
            return string.Concat(Names.Select((name, index) =>
                string.Create(CultureInfo.InvariantCulture, $"{name}:{Interlocked.Read(ref ranges[index])} ")));
        }
    }

    private Minute Shown => Volatile.Read(ref _last) ?? Volatile.Read(ref _running);

    public void Add(TimeSpan time)
    {
        var running = Volatile.Read(ref _running);
        var milliseconds = (long)time.TotalMilliseconds;
        Interlocked.Increment(ref running.Ranges[RangeOf(milliseconds)]);
        Interlocked.Increment(ref running.Steps[StepOf((long)time.TotalMicroseconds)]);
        var longest = LongestMs;
        while (milliseconds > longest)
        {
            var seen = Interlocked.CompareExchange(ref _longest, milliseconds, longest);
            if (seen == longest)
            {
                return;
            }

            longest = seen;
        }
    }

    /// <summary>Ends the running minute.</summary>
    public void EndMinute() => Volatile.Write(ref _last, Interlocked.Exchange(ref _running, new Minute()));

    /// <summary>The time, in ms, that a part (0 to 1) of the puts did not exceed; 0 when there was none.</summary>
    public double Percentile(double part)
    {
        var steps = Shown.Steps;
        var wanted = (long)Math.Ceiling(steps.Sum() * part);
        var seen = 0L;
        for (var step = 0; step < steps.Length && wanted > 0; step++)
        {
            seen += steps[step];
            if (seen >= wanted)
            {
                return EndOf(step) / 1000.0;
            }
        }

        return 0;
    }

    private static int RangeOf(long milliseconds)
    {
        var found = Array.FindIndex(Ends, end => milliseconds < end);
        return found < 0 ? Ends.Length : found;
    }

    private static int StepOf(long microseconds)
    {
        if (microseconds < Parts)
        {
            return (int)Math.Max(0, microseconds);
        }

        var power = BitOperations.Log2((ulong)microseconds);
        return ((power - 2) * Parts) + (int)((microseconds >> (power - 3)) - Parts);
    }

    /// <summary>The largest number of microseconds of a step.</summary>
    private static long EndOf(int step)
    {
        if (step < Parts)
        {
            return step;
        }

        var power = (step / Parts) + 2;
        return ((Parts + (step % Parts) + 1L) << (power - 3)) - 1;
    }

    private sealed class Minute
    {
        public long[] Ranges { get; } = new long[Names.Length];

        public long[] Steps { get; } = new long[62 * Parts];
    }
}
