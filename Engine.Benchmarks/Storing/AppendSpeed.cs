namespace Engine.Benchmarks.Storing;

/// <summary>What a run of appends came to.</summary>
/// <param name="Messages">How many were appended in the measured time.</param>
/// <param name="Elapsed">From the end of the warm-up until dispatch had caught up with the last append.</param>
/// <param name="AllocatedBytes">What the whole process allocated in it, all threads.</param>
/// <param name="LogBytes">How far the log grew, warm-up included.</param>
internal sealed record AppendSpeed(long Messages, TimeSpan Elapsed, long AllocatedBytes, long LogBytes)
{
    /// <summary>The part of it in which was appended; in the rest dispatch caught up.</summary>
    public TimeSpan Appended { get; init; }

    internal double PerSecond => Messages / Elapsed.TotalSeconds;

    internal double AllocatedPerMessage => (double)AllocatedBytes / Messages;
}
