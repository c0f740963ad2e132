namespace Engine.Store.Recovery;

/// <summary>What entering a record into its queue came to.</summary>
internal enum RebuildStep
{
    /// <summary>The queue agrees with the record now, or the record does not count.</summary>
    Done,

    /// <summary>The queue misses entries before the record.</summary>
    Hole,

    /// <summary>The queue has another, earlier message there: the record's header is damaged.</summary>
    Contradiction,

    /// <summary>
    /// The queue had another, earlier message there, behind a gap of one: that one's header is damaged, and it went.
    /// </summary>
    Correction,
}
