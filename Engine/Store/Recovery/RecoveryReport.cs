namespace Engine.Store.Recovery;

/// <summary>What a start did to the store.</summary>
/// <param name="ScannedFrom">Log offset at which reading began.</param>
/// <param name="LogEnd">Where the log goes on.</param>
/// <param name="Records">Records read.</param>
/// <param name="BytesCut">Bytes dropped behind the last good record.</param>
/// <param name="LastStoreTime">Store time in ms of the last record read, 0 when there was none.</param>
internal sealed record RecoveryReport(long ScannedFrom, long LogEnd, long Records, long BytesCut, long LastStoreTime);
