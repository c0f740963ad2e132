using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Keys;

/// <summary>
/// Finds out how many slots and items an index file has. RocketMQ writes it nowhere; the length leaves many possibilities, and the
/// first and the last item tell which one it is.
/// </summary>
internal static class ShapeFinder
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Looks into a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="likely">Shapes to try first.</param>
    /// <returns>The shape, or null when the file holds nothing that shows it.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static IndexShape? Find(string path, params ReadOnlySpan<IndexShape> likely)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        Span<byte> head = stackalloc byte[IndexShape.HeaderBytes];
        if (RandomAccess.Read(file, head, 0) < head.Length || IndexHeader.Read(head) is not { IsEmpty: false } header)
        {
            return null;
        }

        foreach (var shape in likely)
        {
            if (shape.FileBytes == length && Fits(file, shape, header))
            {
                return shape;
            }
        }

        return Search(file, length, header);
    }

    // Goes through all places at which the first item can be: there the header's first offset stands, and no older item is named.
    private static IndexShape? Search(SafeFileHandle file, long length, in IndexHeader header)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var slots = (int)((length - IndexShape.HeaderBytes) / IndexShape.SlotBytes % (IndexItem.Bytes / IndexShape.SlotBytes));
            var (from, read) = (0L, 0);
            for (; new IndexShape(slots, IndexHeader.FirstItem).FileBytes < length; slots += IndexItem.Bytes / IndexShape.SlotBytes)
            {
                var at = new IndexShape(slots, 0).ItemAt(IndexHeader.FirstItem);
                if (at + IndexItem.Bytes > from + read)
                {
                    (from, read) = (at, RandomAccess.Read(file, buffer.AsSpan(0, BufferBytes), at));
                }

                if (at + IndexItem.Bytes > from + read)
                {
                    return null;
                }

                var shape = ShapeOf(slots, length);
                if (IsFirstItem(buffer.AsSpan((int)(at - from)), header) && shape.Slots > 0 && Fits(file, shape, header))
                {
                    return shape;
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static IndexShape ShapeOf(int slots, long length) =>
        new(slots, (int)((length - new IndexShape(slots, 0).FileBytes) / IndexItem.Bytes));

    private static bool IsFirstItem(ReadOnlySpan<byte> source, in IndexHeader header) =>
        BinaryPrimitives.ReadInt64BigEndian(source[4..]) == header.BeginOffset
        && IndexItem.Read(source) is { KeyHash: > 0, Seconds: >= 0, Previous: 0 };

    // The first item is the oldest of its slot; the last one is what its slot names.
    private static bool Fits(SafeFileHandle file, IndexShape shape, in IndexHeader header)
    {
        Span<byte> bytes = stackalloc byte[IndexItem.Bytes];
        if (header.Count > shape.Items || RandomAccess.Read(file, bytes, shape.ItemAt(IndexHeader.FirstItem)) < bytes.Length
            || !IsFirstItem(bytes, header) || RandomAccess.Read(file, bytes, shape.ItemAt(header.Count - 1)) < bytes.Length)
        {
            return false;
        }

        var last = IndexItem.Read(bytes);
        return last.PhysicalOffset == header.EndOffset && last.KeyHash >= 0 && last.Previous >= 0 && last.Previous < header.Count - 1
            && RandomAccess.Read(file, bytes[..IndexShape.SlotBytes], IndexShape.SlotAt(shape.SlotOf(last.KeyHash))) == IndexShape.SlotBytes
            && BinaryPrimitives.ReadInt32BigEndian(bytes) == header.Count - 1;
    }
}
