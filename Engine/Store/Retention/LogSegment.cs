namespace Engine.Store.Retention;

/// <summary>A whole file of the log.</summary>
/// <param name="End">Log offset behind it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LastStoreTime">When its last message was stored, ms since 1970.</param>
internal readonly record struct LogSegment(long End, long Bytes, long LastStoreTime);
