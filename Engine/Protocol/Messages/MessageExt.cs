namespace Engine.Protocol.Messages;

/// <summary>
/// A stored message as it is read from a broker; mirrors <c>MessageExt</c>. Times are milliseconds since 1970, sizes bytes.
/// </summary>
public sealed record MessageExt
{
    private static readonly IReadOnlyDictionary<string, string> NoProperties = new Dictionary<string, string>();

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Name of the broker it came from, when known; not part of the record.</summary>
    public string? BrokerName { get; init; }

    /// <summary>The queue in the topic.</summary>
    public int QueueId { get; init; }

    /// <summary>Offset in the queue.</summary>
    public long QueueOffset { get; init; }

    /// <summary>Offset in the broker's commit log.</summary>
    public long PhysicalOffset { get; init; }

    /// <summary>
    /// The body as stored, or as it was sent once <see cref="BodyCompression.Open"/> has opened a compressed one. It may be a slice of the
    /// buffer the message was read from.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why a compressed body could not be opened and is still as it is stored; null in every other case.</summary>
    public string? BodyFault { get; init; }

    /// <summary>All properties, RocketMQ's own and the user's.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = NoProperties;

    /// <summary>The user's flag.</summary>
    public int Flag { get; init; }

    /// <summary>See <see cref="MessageSysFlags"/>.</summary>
    public int SysFlag { get; init; }

    /// <summary>When the producer made it.</summary>
    public long BornTimestamp { get; init; }

    /// <summary>When the broker stored it.</summary>
    public long StoreTimestamp { get; init; }

    /// <summary>The producer's address.</summary>
    public HostAddress BornHost { get; init; }

    /// <summary>The storing broker's address.</summary>
    public HostAddress StoreHost { get; init; }

    /// <summary>How often consuming it failed.</summary>
    public int ReconsumeTimes { get; init; }

    /// <summary>Offset of the half message of a committed transaction, else 0.</summary>
    public long PreparedTransactionOffset { get; init; }

    /// <summary>CRC of the stored body.</summary>
    public int BodyCrc { get; init; }

    /// <summary>Size of the whole record.</summary>
    public int StoreSize { get; init; }

    /// <summary>The id by which a broker finds the record (code 33): store host and physical offset.</summary>
    public string OffsetMessageId => new OffsetMessageId(StoreHost, PhysicalOffset).ToString();

    /// <summary>The id shown to users: the producer's unique key, else the offset id.</summary>
    public string MessageId => UniqueKey ?? OffsetMessageId;

    /// <summary>The tag, if any.</summary>
    public string? Tags => Property(MessageProperties.Tags);

    /// <summary>Business keys separated by blanks, if any.</summary>
    public string? Keys => Property(MessageProperties.Keys);

    /// <summary>The id the producer gave it, if any.</summary>
    public string? UniqueKey => Property(MessageProperties.UniqueKey);

    /// <summary>Looks up one property.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value, or null.</returns>
    public string? Property(string name) => Properties.TryGetValue(name, out var value) ? value : null;
}
