namespace Dashboard.Changes.Imports;

/// <summary>What is special about a queue of an import.</summary>
internal enum ImportNoteKind
{
    /// <summary>The group is RocketMQ's own.</summary>
    OwnGroup,

    /// <summary>The group's retry topic is not there.</summary>
    NoRetryTopic,

    /// <summary>The group is broadcasting.</summary>
    Broadcasting,

    /// <summary>No broker knows the group.</summary>
    NewGroup,

    /// <summary>The group has no offset on the queue yet.</summary>
    NoOffset,

    /// <summary>The file's offset is below what is stored.</summary>
    BelowStart,

    /// <summary>The file's offset is beyond the queue's end.</summary>
    BeyondEnd,

    /// <summary>The broker moved the offset to an end of what is stored.</summary>
    Clamped,

    /// <summary>It has the offset already.</summary>
    Stays,
}
