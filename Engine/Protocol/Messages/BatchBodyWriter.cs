using System.Buffers;
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
    public static byte[] Encode(IEnumerable<(Message Message, string Properties)> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var target = new ArrayBufferWriter<byte>();
        foreach (var (message, properties) in messages)
        {
            Write(target, message.Flag, message.Body.Span, properties);
        }

        return target.WrittenSpan.ToArray();
    }

    /// <summary>Appends one message to a batch body.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="flag">The user's flag.</param>
    /// <param name="body">The body.</param>
    /// <param name="properties">The property string, at most 32,767 bytes of UTF-8.</param>
    /// <exception cref="ArgumentException">The property string is too long.</exception>
    public static void Write(IBufferWriter<byte> target, int flag, ReadOnlySpan<byte> body, string properties)
    {
        ArgumentNullException.ThrowIfNull(target);
        var propertiesBytes = Encoding.UTF8.GetByteCount(properties);
        if (propertiesBytes > MessageLimits.MaxPropertiesBytes)
        {
            throw new ArgumentException(
                $"Properties of {propertiesBytes} bytes exceed {MessageLimits.MaxPropertiesBytes}.", nameof(properties));
        }

        var size = FixedBytes + body.Length + propertiesBytes;
        var item = target.GetSpan(size)[..size];
        item[..FixedBytes].Clear();
        BinaryPrimitives.WriteInt32BigEndian(item, size);
        BinaryPrimitives.WriteInt32BigEndian(item[12..], flag);
        BinaryPrimitives.WriteInt32BigEndian(item[16..], body.Length);
        body.CopyTo(item[20..]);
        BinaryPrimitives.WriteInt16BigEndian(item[(20 + body.Length)..], (short)propertiesBytes);
        Encoding.UTF8.GetBytes(properties, item[(FixedBytes + body.Length)..]);
        target.Advance(size);
    }
}
