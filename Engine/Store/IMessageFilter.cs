namespace Engine.Store;

/// <summary>Decides which messages of a queue a reader gets.</summary>
internal interface IMessageFilter
{
    /// <summary>First stage, on the queue entry alone.</summary>
    bool Matches(long tagsCode);

    /// <summary>Second stage, on the record as stored.</summary>
    bool MatchesRecord(ReadOnlySpan<byte> record);
}
