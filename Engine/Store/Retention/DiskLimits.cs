namespace Engine.Store.Retention;

/// <summary>
/// When a disk counts as filling up. The ratios are RocketMQ's (<c>diskMaxUsedSpaceRatio</c>, <c>diskSpaceCleanForciblyRatio</c>,
/// <c>diskSpaceWarningLevelRatio</c>); unlike there a level also needs that few log files still fit, for a large disk used to 91 % has
/// room for months. Pure.
/// </summary>
internal sealed record DiskLimits
{
    // Refusing ends a little above where it begins, or it would come and go with every message.
    private const double AcceptRatioMargin = 0.01;
    private const int AcceptSegmentsMargin = 1;

    /// <summary>Used part of the disk, 0 to 1, from which on its state is worth telling.</summary>
    public double WarnRatio { get; init; } = 0.75;

    /// <summary>Used part from which on the oldest log files go before their time.</summary>
    public double DeleteRatio { get; init; } = 0.85;

    /// <summary>Used part from which on no messages are taken.</summary>
    public double RefuseRatio { get; init; } = 0.90;

    /// <summary>Fewer log files than that must fit into what is free.</summary>
    public int WarnSegments { get; init; } = 64;

    /// <summary>Fewer log files than that must fit into what is free.</summary>
    public int DeleteSegments { get; init; } = 16;

    /// <summary>Fewer log files than that must fit into what is free.</summary>
    public int RefuseSegments { get; init; } = 4;

    /// <param name="space">The disk.</param>
    /// <param name="segmentBytes">Size of a log file.</param>
    /// <param name="isRefusing">Whether messages are refused now for want of room.</param>
    internal DiskLevel LevelOf(DiskSpace space, long segmentBytes, bool isRefusing)
    {
        bool Is(double ratio, int segments) => space.UsedRatio >= ratio && space.FreeBytes < segments * segmentBytes;

        if (Is(RefuseRatio, RefuseSegments)
            || (isRefusing && Is(RefuseRatio - AcceptRatioMargin, RefuseSegments + AcceptSegmentsMargin)))
        {
            return DiskLevel.Refuse;
        }

        return Is(DeleteRatio, DeleteSegments) ? DiskLevel.DeleteEarly
            : Is(WarnRatio, WarnSegments) ? DiskLevel.Warn
            : DiskLevel.Enough;
    }
}
