namespace Engine.Broker.Offsets;

/// <summary>What a commit did.</summary>
internal enum CommitOutcome
{
    /// <summary>The stored offset is a new one.</summary>
    Stored,

    /// <summary>The stored offset is a new one, below the old one.</summary>
    Lowered,

    /// <summary>The same offset was stored already.</summary>
    Unchanged,

    /// <summary>The stored offset is higher and stays: the commit was one that may only raise it.</summary>
    Behind,

    /// <summary>A reset is pending: the committed offset is from before it.</summary>
    Ignored,

    /// <summary>The offset is above the queue's end: it tells of messages that are lost, and nothing of those that are here.</summary>
    AboveEnd,
}
