namespace Engine.Benchmarks.Storing;

/// <summary>What a run of appends came to.</summary>
/// <param name="Messages">How many were appended in the measured time.</param>
/// <param name="Elapsed">From the end of the warm-up until dispatch had caught up with the last append.</param>
/// <param name="AllocatedPerMessage">Bytes that the whole process, all threads, allocated for a message in the second half of it.</param>
/// <param name="LogBytes">How far the log grew, warm-up included.</param>
internal sealed record AppendSpeed(long Messages, TimeSpan Elapsed, double AllocatedPerMessage, long LogBytes)
{
    /// <summary>The part of it in which was appended; in the rest dispatch caught up.</summary>
    public TimeSpan Appended { get; init; }

    internal double PerSecond => Messages / Elapsed.TotalSeconds;
}
