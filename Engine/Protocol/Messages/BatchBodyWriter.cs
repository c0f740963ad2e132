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
        var body = new BatchBodyBuilder(0);
        foreach (var (message, properties) in messages)
        {
            body.Add(message, properties);
        }

        return body.Body.ToArray();
    }

    /// <summary>Bytes that a message takes.</summary>
    /// <exception cref="ArgumentException">The property string is too long.</exception>
    internal static int SizeOf(int bodyBytes, int propertiesBytes) =>
        propertiesBytes <= MessageLimits.MaxPropertiesBytes
            ? FixedBytes + bodyBytes + propertiesBytes
            : throw new ArgumentException(
                $"Properties of {propertiesBytes} bytes exceed {MessageLimits.MaxPropertiesBytes}.", nameof(propertiesBytes));

    /// <summary>Writes a message where there is room for it.</summary>
    internal static void Write(Span<byte> target, int flag, ReadOnlySpan<byte> body, ReadOnlySpan<char> properties)
    {
        var propertiesBytes = Encoding.UTF8.GetBytes(properties, target[(FixedBytes + body.Length)..]);
        target[..FixedBytes].Clear();
        BinaryPrimitives.WriteInt32BigEndian(target, FixedBytes + body.Length + propertiesBytes);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], flag);
        BinaryPrimitives.WriteInt32BigEndian(target[16..], body.Length);
        body.CopyTo(target[20..]);
        BinaryPrimitives.WriteInt16BigEndian(target[(20 + body.Length)..], (short)propertiesBytes);
    }
}
