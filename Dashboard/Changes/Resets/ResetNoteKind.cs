namespace Dashboard.Changes.Resets;

/// <summary>What is special about a queue in a reset.</summary>
internal enum ResetNoteKind
{
    /// <summary>The wish is below the first stored offset, which is taken instead.</summary>
    BelowStart,

    /// <summary>The wish is beyond the queue's end, which is taken instead.</summary>
    BeyondEnd,

    /// <summary>No message is that young: the queue's end is taken.</summary>
    NoMessageAtTime,

    /// <summary>The group has no offset on the queue yet.</summary>
    NoOffset,

    /// <summary>The other group has no offset on the queue.</summary>
    NoOffsetToCopy,

    /// <summary>There is nothing to skip.</summary>
    NoLag,

    /// <summary>The queue's end moved past the wish while it was applied: the bound was taken.</summary>
    ClampedTo,

    /// <summary>The queue had no offset before the reset that is undone: it stays.</summary>
    NoOffsetBefore,

    /// <summary>The queue is gone.</summary>
    QueueGone,

    /// <summary>The reset that is undone had set the offset that was there: it stays.</summary>
    NotMoved,
}
