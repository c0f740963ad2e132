namespace Engine.Protocol.Messages;

/// <summary>
/// The fields of one stored record, in parts that point into the caller's memory: what the writer lays out and what the reader found.
/// See message-format §2; the size, magic and checksum are the codec's business.
/// </summary>
public readonly ref struct MessageRecord
{
    /// <summary>Whole record in bytes; set by the reader.</summary>
    public int Size { get; init; }

    /// <summary>CRC of the body without sign bit.</summary>
    public int BodyCrc { get; init; }

    /// <summary>Queue id.</summary>
    public int QueueId { get; init; }

    /// <summary>User flag.</summary>
    public int Flag { get; init; }

    /// <summary>Offset in the queue.</summary>
    public long QueueOffset { get; init; }

    /// <summary>Offset in the commit log.</summary>
    public long PhysicalOffset { get; init; }

    /// <summary>See <see cref="MessageSysFlags"/>; the two address bits are set by the writer.</summary>
    public int SysFlag { get; init; }

    /// <summary>Producer clock, ms since 1970.</summary>
    public long BornTimestamp { get; init; }

    /// <summary>Producer address.</summary>
    public HostAddress BornHost { get; init; }

    /// <summary>Broker clock, ms since 1970.</summary>
    public long StoreTimestamp { get; init; }

    /// <summary>Broker address.</summary>
    public HostAddress StoreHost { get; init; }

    /// <summary>Deliveries that failed so far.</summary>
    public int ReconsumeTimes { get; init; }

    /// <summary>Offset of the half message, 0 for others.</summary>
    public long PreparedTransactionOffset { get; init; }

    /// <summary>Body as stored.</summary>
    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>Topic in UTF-8.</summary>
    public ReadOnlySpan<byte> Topic { get; init; }

    /// <summary>Property string in UTF-8.</summary>
    public ReadOnlySpan<byte> Properties { get; init; }
}
