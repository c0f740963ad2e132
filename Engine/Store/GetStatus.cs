namespace Engine.Store;

/// <summary>What a read from a queue found; mirrors <c>GetMessageStatus</c> (broker-semantics §3.2).</summary>
internal enum GetStatus
{
    Found,

    /// <summary>Entries were scanned, none passed the filter.</summary>
    NoMatchedMessage,

    /// <summary>The entries scanned point to messages that are gone.</summary>
    MessageWasRemoving,

    /// <summary>The queue has no readable entry there although it should.</summary>
    OffsetFoundNull,

    OffsetOverflowBadly,

    /// <summary>The offset is the next one to be written: a long poll may wait here.</summary>
    OffsetOverflowOne,

    OffsetTooSmall,
    NoMatchedLogicQueue,
    NoMessageInQueue,

    /// <summary>A reset is pending; the broker's own answer, never the store's.</summary>
    OffsetReset,
}
