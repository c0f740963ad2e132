using Engine.Protocol.Messages;

namespace Engine.Store;

/// <summary>A message on its way into the store; position, queue offset and store time are given under the store's lock.</summary>
internal sealed record StoreMessage
{
    public required string Topic { get; init; }

    public int QueueId { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public int Flag { get; init; }

    public int SysFlag { get; init; }

    /// <summary>See <see cref="PropertyString"/>. Of a batch's template: what every item gets besides its own.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Hash of the tag; 0 lets the store take it from the properties.</summary>
    public long TagsCode { get; init; }

    /// <summary>Producer clock, ms since 1970.</summary>
    public long BornTimestamp { get; init; }

    public HostAddress BornHost { get; init; }

    public int ReconsumeTimes { get; init; }

    /// <summary>Whether the sender wants to wait for the disk where the store flushes synchronously (property WAIT).</summary>
    public bool WaitStoreMsgOk { get; init; } = true;

    /// <summary>Offset of the half message, 0 for others.</summary>
    public long PreparedTransactionOffset { get; init; }
}
