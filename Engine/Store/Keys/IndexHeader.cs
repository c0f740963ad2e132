using System.Buffers.Binary;

namespace Engine.Store.Keys;

/// <summary>The first 40 bytes of an index file. Mirrors <c>IndexHeader</c>. Times are store times in ms since 1970.</summary>
internal readonly record struct IndexHeader
{
    /// <summary>Number of the first item; a file that counts this far is empty.</summary>
    internal const int FirstItem = 1;

    internal static readonly IndexHeader Empty = new() { Count = FirstItem };

    internal long BeginTime { get; init; }

    internal long EndTime { get; init; }

    /// <summary>Log offset of the first message in the file.</summary>
    internal long BeginOffset { get; init; }

    /// <summary>Log offset of the last message in the file.</summary>
    internal long EndOffset { get; init; }

    /// <summary>Slots that are in use. RocketMQ names it hashSlotCount, yet it is not how many slots the file has.</summary>
    internal int UsedSlots { get; init; }

    /// <summary>Number the next item gets. A file just made holds 0 here, which means the same as 1.</summary>
    internal int Count { get; init; }

    internal bool IsEmpty => Count <= FirstItem;

    internal static IndexHeader Read(ReadOnlySpan<byte> source) => new()
    {
        BeginTime = BinaryPrimitives.ReadInt64BigEndian(source),
        EndTime = BinaryPrimitives.ReadInt64BigEndian(source[8..]),
        BeginOffset = BinaryPrimitives.ReadInt64BigEndian(source[16..]),
        EndOffset = BinaryPrimitives.ReadInt64BigEndian(source[24..]),
        UsedSlots = BinaryPrimitives.ReadInt32BigEndian(source[32..]),
        Count = BinaryPrimitives.ReadInt32BigEndian(source[36..]) is var count && count == 0 ? FirstItem : count,
    };

    internal void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, BeginTime);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], EndTime);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], BeginOffset);
        BinaryPrimitives.WriteInt64BigEndian(target[24..], EndOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[32..], UsedSlots);
        BinaryPrimitives.WriteInt32BigEndian(target[36..], Count);
    }

    /// <summary>Says what cannot be in a file of that shape, or null.</summary>
    internal string? FindFault(IndexShape shape)
    {
        if (Count < FirstItem || Count > shape.Items)
        {
            return $"it counts {Count} items of {shape.Items}";
        }

        if (IsEmpty)
        {
            return null;
        }

        return BeginOffset < 0 || BeginOffset > EndOffset || BeginTime < 0 || BeginTime > EndTime
            ? $"it reaches from offset {BeginOffset} to {EndOffset}, from time {BeginTime} to {EndTime}"
            : null;
    }
}
