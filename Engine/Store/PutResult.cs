using Engine.Protocol.Messages;

namespace Engine.Store;

/// <summary>The outcome of an append. A value, so that a successful one allocates nothing; ids are made when asked for.</summary>
internal readonly record struct PutResult
{
    public required PutStatus Status { get; init; }

    /// <summary>Why nothing was stored.</summary>
    public string? Remark { get; init; }

    /// <summary>Offset in the queue, of a batch's first message.</summary>
    public long QueueOffset { get; init; }

    /// <summary>Offset in the commit log, of a batch's first message.</summary>
    public long PhysicalOffset { get; init; }

    /// <summary>Log offset behind the last byte: what a flush or a replica must reach.</summary>
    public long EndOffset { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long StoreTimestamp { get; init; }

    public int MessageCount { get; init; }

    public HostAddress StoreHost { get; init; }

    /// <summary>Log offsets of a batch's messages, in the memory that its sender gave; empty for a single one.</summary>
    public ReadOnlyMemory<long> BatchOffsets { get; init; }

    public bool IsStored =>
        Status is PutStatus.PutOk or PutStatus.FlushDiskTimeout or PutStatus.FlushSlaveTimeout or PutStatus.SlaveNotAvailable;

    /// <summary>The offset id; of a batch all ids joined by a comma, if its sender gave memory; empty when nothing was stored.</summary>
    public string MsgId
    {
        get
        {
            if (!IsStored)
            {
                return "";
            }

            return BatchOffsets.IsEmpty
                ? new OffsetMessageId(StoreHost, PhysicalOffset).ToString()
                : OffsetMessageId.Join(StoreHost, BatchOffsets);
        }
    }

    internal static PutResult Refused(PutRefusal refusal) => Refused(refusal.Status, refusal.Remark);

    internal static PutResult Refused(PutStatus status, string remark) => new() { Status = status, Remark = remark };
}
