namespace Engine.Protocol.Messages;

/// <summary>Bits of a record's sysFlag; mirrors <c>MessageSysFlag</c>.</summary>
public static class MessageSysFlags
{
    /// <summary>The body is compressed.</summary>
    public const int Compressed = 0x1;

    /// <summary>The topic's filter type is MULTI_TAG.</summary>
    public const int MultiTags = 0x2;

    /// <summary>Mask of the transaction type.</summary>
    public const int TransactionMask = 0xC;

    /// <summary>A half message.</summary>
    public const int TransactionPrepared = 0x4;

    /// <summary>A committed transactional message.</summary>
    public const int TransactionCommit = 0x8;

    /// <summary>A rolled-back transactional message.</summary>
    public const int TransactionRollback = 0xC;

    /// <summary>The born host takes 16 bytes.</summary>
    public const int BornHostV6 = 0x10;

    /// <summary>The store host takes 16 bytes.</summary>
    public const int StoreHostV6 = 0x20;

    /// <summary>Mask of the compression type.</summary>
    public const int CompressionMask = 0x700;

    /// <summary>Compression type LZ4 frame.</summary>
    public const int CompressionLz4 = 0x100;

    /// <summary>Compression type zstd.</summary>
    public const int CompressionZstd = 0x200;

    /// <summary>Compression type zlib (0 in the mask means zlib too).</summary>
    public const int CompressionZlib = 0x300;

    /// <summary>
    /// Whether records of this kind appear in consume queues: plain and committed ones do, half and rolled-back ones do not.
    /// </summary>
    /// <param name="sysFlag">The record's sysFlag.</param>
    /// <returns>True when it is dispatched.</returns>
    public static bool IsDispatched(int sysFlag) => (sysFlag & TransactionMask) is 0 or TransactionCommit;
}
