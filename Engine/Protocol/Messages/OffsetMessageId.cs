using System.Buffers.Binary;

namespace Engine.Protocol.Messages;

/// <summary>
/// The message id a broker gives: its address and the record's physical offset as upper-case hex (32 characters with IPv4, 56 with IPv6).
/// Mirrors <c>MessageDecoder#createMessageId</c> and <c>#decodeMessageId</c>.
/// </summary>
/// <param name="StoreHost">Address of the broker that stored the message.</param>
/// <param name="PhysicalOffset">Commit-log offset of the record.</param>
public readonly record struct OffsetMessageId(HostAddress StoreHost, long PhysicalOffset)
{
    private const int V4Characters = 32;
    private const int V6Characters = 56;
    private const int MostBytes = V6Characters / 2;

    /// <summary>Reads an id.</summary>
    /// <param name="text">32 or 56 hexadecimal digits.</param>
    /// <param name="id">The id read.</param>
    /// <returns>False for any other text. A client's unique id has the same shape and is read too, with a meaningless address.</returns>
    public static bool TryParse(string? text, out OffsetMessageId id)
    {
        id = default;
        if (text is null || text.Length is not (V4Characters or V6Characters))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MostBytes];
        if (Convert.FromHexString(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        var host = HostAddress.Read(bytes, text.Length == V6Characters);
        id = new OffsetMessageId(host, BinaryPrimitives.ReadInt64BigEndian(bytes[(written - 8)..written]));
        return true;
    }

    /// <summary>The id as text.</summary>
    /// <returns>32 or 56 upper-case hexadecimal digits.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        return Convert.ToHexString(bytes[..Write(bytes)]);
    }

    /// <summary>The ids of several records of one broker, with commas in between.</summary>
    internal static string Join(HostAddress storeHost, ReadOnlyMemory<long> physicalOffsets)
    {
        var each = 1 + (storeHost.IsV6 ? V6Characters : V4Characters);
        return string.Create(Math.Max(0, (each * physicalOffsets.Length) - 1), (storeHost, physicalOffsets), static (text, ids) =>
        {
            Span<byte> bytes = stackalloc byte[MostBytes];
            foreach (var offset in ids.physicalOffsets.Span)
            {
                var id = bytes[..new OffsetMessageId(ids.storeHost, offset).Write(bytes)];
                Convert.TryToHexString(id, text, out var written);
                text = text[written..];
                if (!text.IsEmpty)
                {
                    text[0] = ',';
                    text = text[1..];
                }
            }
        });
    }

    private int Write(Span<byte> target)
    {
        var length = StoreHost.WriteTo(target);
        BinaryPrimitives.WriteInt64BigEndian(target[length..], PhysicalOffset);
        return length + 8;
    }
}
