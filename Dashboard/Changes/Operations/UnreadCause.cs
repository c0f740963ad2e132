namespace Dashboard.Changes.Operations;

/// <summary>Why messages of a queue count as unread.</summary>
internal enum UnreadCause
{
    /// <summary>No group has an offset on the queue.</summary>
    NoGroup,

    /// <summary>The clients of a broadcasting group keep their offsets themselves.</summary>
    Broadcasting,

    /// <summary>A group has not come so far.</summary>
    Behind,
}
