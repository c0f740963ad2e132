using System.Buffers.Binary;

namespace Engine.Store.Keys;

/// <summary>One key of one message, 20 bytes.</summary>
/// <param name="KeyHash">See <see cref="Keys.KeyHash"/>; not negative.</param>
/// <param name="PhysicalOffset">Where the record is in the log.</param>
/// <param name="Seconds">Whole seconds between the file's first message and this one.</param>
/// <param name="Previous">Number of the next older item in the same slot, 0 for none.</param>
internal readonly record struct IndexItem(int KeyHash, long PhysicalOffset, int Seconds, int Previous)
{
    internal const int Bytes = 20;

    internal static IndexItem Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32BigEndian(source),
        BinaryPrimitives.ReadInt64BigEndian(source[4..]),
        BinaryPrimitives.ReadInt32BigEndian(source[12..]),
        BinaryPrimitives.ReadInt32BigEndian(source[16..]));

    internal void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, KeyHash);
        BinaryPrimitives.WriteInt64BigEndian(target[4..], PhysicalOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], Seconds);
        BinaryPrimitives.WriteInt32BigEndian(target[16..], Previous);
    }
}
