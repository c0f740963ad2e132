using System.Diagnostics;

namespace Engine.Benchmarks.Soaking;

/// <summary>
/// Says when at-least-once allows that a queue's offset is handed to a listener once more: between two holdings of the queue, as long as
/// the first one's member had no occasion to report it. Pure.
/// </summary>
internal static class RedeliveryRule
{
    /// <summary>Offsets are reported every 5 s; a report that comes late by as much again is still none that is missing.</summary>
    internal static readonly TimeSpan ReportWindow = TimeSpan.FromSeconds(10);

    /// <summary>What left the listener less than this before its queue was lost may still have been on its way to the commit.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Why the later delivery must not be; null when it may.</summary>
    internal static string? FindFault(Delivery earlier, Delivery later)
    {
        var (first, second) = (earlier.Holding, later.Holding);
        if (first == second)
            return earlier.IsSuccess ? "the same holding handed it out twice, though it was done" : null;

        if (second.Committed > later.Offset)
            return $"the offset {second.Committed} was committed before the later holding began";

        var settled = first.SettledAt(earlier.Offset);
        if (settled == long.MaxValue)
            return null;

        if (first.End == HoldingEnd.Stopped && !second.Saw(first.Member) && settled <= first.Ended)
            return "its member had stopped cleanly, with it done";

        if (first.End == HoldingEnd.Lost && first.GivenUp <= second.Began && Stopwatch.GetElapsedTime(settled, first.Ended) > Settling)
            return "its member had given the queue up, with it done";

        var waited = Stopwatch.GetElapsedTime(settled, Math.Min(first.Ended, second.Began));
        return waited > ReportWindow ? $"it was done for {waited.TotalSeconds:F1} s and not reported" : null;
    }
}
