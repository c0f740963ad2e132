using System.Buffers.Binary;
using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>Lays out the body of SEND_BATCH_MESSAGE; mirrors <c>MessageDecoder#encodeMessage</c>. Pure.</summary>
public static class BatchBodyWriter
{
    internal const int FixedBytes = 22;

    /// <summary>Encodes a batch.</summary>
    /// <param name="messages">The messages with their property strings.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ArgumentException">A property string is longer than 32,767 bytes of UTF-8.</exception>
    public static byte[] Encode(IEnumerable<(Message Message, string Properties)> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Encode([.. messages]);
    }

    internal static byte[] Encode((Message Message, string Properties)[] messages)
    {
        var size = 0;
        foreach (var (message, properties) in messages)
        {
            size = checked(size + SizeOf(message.Body.Length, properties));
        }

        var body = GC.AllocateUninitializedArray<byte>(size);
        var rest = body.AsSpan();
        foreach (var (message, properties) in messages)
        {
            rest = rest[Write(rest, message.Flag, message.Body.Span, properties)..];
        }

        return body;
    }

    private static int SizeOf(int bodyBytes, string properties)
    {
        var propertiesBytes = Encoding.UTF8.GetByteCount(properties);
        return propertiesBytes <= MessageLimits.MaxPropertiesBytes
            ? FixedBytes + bodyBytes + propertiesBytes
            : throw new ArgumentException(
                $"Properties of {propertiesBytes} bytes exceed {MessageLimits.MaxPropertiesBytes}.", nameof(properties));
    }

    private static int Write(Span<byte> target, int flag, ReadOnlySpan<byte> body, string properties)
    {
        var propertiesBytes = Encoding.UTF8.GetBytes(properties, target[(FixedBytes + body.Length)..]);
        var size = FixedBytes + body.Length + propertiesBytes;
        target[..FixedBytes].Clear();
        BinaryPrimitives.WriteInt32BigEndian(target, size);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], flag);
        BinaryPrimitives.WriteInt32BigEndian(target[16..], body.Length);
        body.CopyTo(target[20..]);
        BinaryPrimitives.WriteInt16BigEndian(target[(20 + body.Length)..], (short)propertiesBytes);
        return size;
    }
}
