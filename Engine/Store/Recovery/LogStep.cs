namespace Engine.Store.Recovery;

/// <summary>What a scan of the log came to.</summary>
internal enum LogStep
{
    Record,

    /// <summary>Zeros, or the end of the last file: nothing was written here.</summary>
    Empty,

    /// <summary>Bytes that are no valid record.</summary>
    Bad,
}
