namespace Dashboard.Changes.Resets;

/// <summary>Why a reset cannot be undone.</summary>
internal enum UndoRefusalKind
{
    /// <summary>It changed no queue.</summary>
    NothingSet,

    /// <summary>It is not known how it ended.</summary>
    EndUnknown,

    /// <summary>The cluster is read-only.</summary>
    ReadOnly,

    /// <summary>The group was deleted since.</summary>
    GroupDeleted,

    /// <summary>A deletion of the group began since, and nobody knows how far it came.</summary>
    GroupMayBeDeleted,

    /// <summary>Another change set one of its queues since.</summary>
    Touched,

    /// <summary>Another change may have set one of its queues since: it is not known how it ended.</summary>
    MayBeTouched,

    /// <summary>A tool reset one of its queues since.</summary>
    ResetElsewhere,

    /// <summary>It was undone.</summary>
    UndoneAlready,
}
