namespace Engine.Store;

/// <summary>What became of an append; mirrors <c>PutMessageStatus</c> (broker-semantics §5 has the response codes).</summary>
internal enum PutStatus
{
    PutOk,
    FlushDiskTimeout,
    FlushSlaveTimeout,
    SlaveNotAvailable,

    /// <summary>Not started, stopped, or the disk refuses writes.</summary>
    ServiceNotAvailable,

    MessageIllegal,
    PropertiesSizeExceeded,
    UnknownError,
}
