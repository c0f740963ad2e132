using System.Buffers.Binary;

namespace Engine.Store.Queues;

/// <summary>
/// One entry of a consume queue, 20 bytes: where the record is, its size, the hash of its tag. Mirrors <c>ConsumeQueue</c>'s units.
/// </summary>
internal readonly record struct ConsumeQueueEntry(long PhysicalOffset, int Size, long TagsCode)
{
    internal const int Bytes = 20;

    /// <summary>What stands in a queue where no message is: before its first one in a file, or where the log is damaged.</summary>
    internal static readonly ConsumeQueueEntry Filler = new(0, int.MaxValue, 0);

    internal bool IsFiller => Size == int.MaxValue;

    /// <summary>Never written, or not a possible entry.</summary>
    internal bool IsBlank => Size <= 0 || PhysicalOffset < 0;

    internal long End => PhysicalOffset + Size;

    /// <summary>Whether it is a message's that begins before a place in the log.</summary>
    internal bool IsBefore(long physicalOffset) => !IsFiller && !IsBlank && PhysicalOffset < physicalOffset;

    internal static ConsumeQueueEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64BigEndian(source),
        BinaryPrimitives.ReadInt32BigEndian(source[8..]),
        BinaryPrimitives.ReadInt64BigEndian(source[12..]));

    internal void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, PhysicalOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], Size);
        BinaryPrimitives.WriteInt64BigEndian(target[12..], TagsCode);
    }
}
