namespace Engine.Benchmarks.Consuming;

/// <summary>What the process has spent so far: processor time on all cores, and allocations.</summary>
internal readonly record struct Spent(double Microseconds, double Bytes)
{
    internal static Spent Now() => new(Environment.CpuUsage.TotalTime.TotalMicroseconds, GC.GetTotalAllocatedBytes());

    /// <summary>What was spent since then on each of some messages.</summary>
    internal Spent Since(Spent then, long messages) =>
        new((Microseconds - then.Microseconds) / messages, (Bytes - then.Bytes) / messages);
}
