using System.Buffers.Binary;

namespace Engine.Protocol.Messages;

/// <summary>
/// Reads the body of SEND_BATCH_MESSAGE item by item; mirrors <c>MessageDecoder#decodeMessage</c>. Pure; every length is checked first.
/// </summary>
public static class BatchBodyReader
{
    /// <summary>Takes the next item off a batch body.</summary>
    /// <param name="rest">What is left; moved behind the item.</param>
    /// <param name="item">The item, pointing into the body.</param>
    /// <returns>False at the end (<paramref name="rest"/> is empty) or when the bytes are no item (it is not).</returns>
    public static bool TryReadNext(ref ReadOnlyMemory<byte> rest, out BatchItem item)
    {
        item = default;
        var span = rest.Span;
        if (span.Length < BatchBodyWriter.FixedBytes)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(span);
        var bodyLength = BinaryPrimitives.ReadInt32BigEndian(span[16..]);
        if (size < BatchBodyWriter.FixedBytes || size > span.Length || bodyLength < 0 || bodyLength > size - BatchBodyWriter.FixedBytes)
        {
            return false;
        }

        var propertiesLength = BinaryPrimitives.ReadInt16BigEndian(span[(20 + bodyLength)..]);
        if (propertiesLength != size - BatchBodyWriter.FixedBytes - bodyLength)
        {
            return false;
        }

        item = new BatchItem(
            BinaryPrimitives.ReadInt32BigEndian(span[12..]),
            rest.Slice(20, bodyLength),
            rest.Slice(BatchBodyWriter.FixedBytes + bodyLength, propertiesLength));
        rest = rest[size..];
        return true;
    }

    /// <summary>Counts the items without reading them.</summary>
    /// <param name="body">The batch body.</param>
    /// <returns>How many there are before the end, or before bytes that are no item.</returns>
    public static int Count(ReadOnlyMemory<byte> body)
    {
        var count = 0;
        while (TryReadNext(ref body, out _))
        {
            count++;
        }

        return count;
    }

    /// <summary>Reads all items.</summary>
    /// <param name="body">The batch body.</param>
    /// <param name="items">The items in order.</param>
    /// <returns>False when some bytes are no item; nothing of such a body may be stored.</returns>
    public static bool TryReadAll(ReadOnlyMemory<byte> body, out IReadOnlyList<BatchItem> items)
    {
        var list = new List<BatchItem>();
        while (TryReadNext(ref body, out var item))
        {
            list.Add(item);
        }

        items = list;
        return body.IsEmpty;
    }
}
