namespace Engine.Store.Retention;

/// <summary>
/// Decides which log files go: from the oldest on, as long as each is due by age, by the log's size or for want of room on the disk.
/// Unlike RocketMQ, which deletes by age in one hour of the day only, a file goes when it is due. Pure. Mirrors
/// <c>CleanCommitLogService</c>.
/// </summary>
internal sealed class RetentionRule
{
    /// <summary>The most files of one round.</summary>
    internal const int MostPerRound = 10;

    private const long HourMs = 3_600_000;

    private readonly RetentionLimits _limits;

    internal RetentionRule(RetentionLimits limits) => _limits = limits;

    /// <summary>Messages stored at or before it are due by age; null when nothing ever is.</summary>
    internal long? AgeCutoff(long now) => _limits.Hours > 0 ? now - (_limits.Hours * HourMs) : null;

    internal RetentionPlan Decide(RetentionFacts facts)
    {
        var reasons = new List<RetentionReason>();
        var (start, logBytes, disk) = (0L, facts.LogBytes, facts.Disk);
        foreach (var segment in facts.Segments.Take(MostPerRound))
        {
            if (FindReason(segment, logBytes, disk, facts) is not { } reason)
            {
                break;
            }

            reasons.Add(reason);
            start = segment.End;
            logBytes -= segment.Bytes;
            disk = disk?.WithFreed(segment.Bytes);
        }

        return new RetentionPlan(start, reasons);
    }

    private RetentionReason? FindReason(LogSegment segment, long logBytes, DiskSpace? disk, RetentionFacts facts)
    {
        if (AgeCutoff(facts.Now) is { } cutoff && segment.LastStoreTime <= cutoff)
        {
            return RetentionReason.Age;
        }

        if (_limits.Bytes > 0 && logBytes > _limits.Bytes)
        {
            return RetentionReason.Size;
        }

        return _limits.MayDelete && disk is { } space
            && _limits.Disk.LevelOf(space, facts.SegmentBytes, isRefusing: false) >= DiskLevel.DeleteEarly
            ? RetentionReason.Disk
            : null;
    }
}
