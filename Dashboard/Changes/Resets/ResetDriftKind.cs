namespace Dashboard.Changes.Resets;

/// <summary>How a group moved away from a plan.</summary>
internal enum ResetDriftKind
{
    /// <summary>The group has members, it had none.</summary>
    CameOnline,

    /// <summary>The group has no members, it had some.</summary>
    WentOffline,

    /// <summary>The queue is gone.</summary>
    QueueGone,

    /// <summary>The target is no longer between the queue's ends.</summary>
    TargetOutside,

    /// <summary>The queue was reset, from here or by a tool.</summary>
    ResetSince,

    /// <summary>The offset is another, in a way that is no progress.</summary>
    OffsetMoved,
}
