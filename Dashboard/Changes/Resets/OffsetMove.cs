namespace Dashboard.Changes.Resets;

/// <summary>What a group's move from one offset of a queue to another means to the messages between (pure).</summary>
/// <param name="Now">Where the group is; null when it has no offset.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="First">The queue's first stored offset: messages before it are gone, whoever moves.</param>
internal readonly record struct OffsetMove(long? Now, long Target, long First)
{
    /// <summary>Stored messages that the group will never consume.</summary>
    public long Skipped => Now is { } now ? Math.Max(0, Target - Math.Max(now, First)) : 0;

    /// <summary>Messages passed over that expired before the group came to them.</summary>
    public long Expired => Now is { } now ? Math.Max(0, Math.Min(Target, First) - now) : 0;

    /// <summary>Messages that the group will consume again.</summary>
    public long Replayed => Now is { } now ? Math.Max(0, now - Target) : 0;
}
