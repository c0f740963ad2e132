using System.Buffers;
using System.Text;
using Engine.Protocol;

namespace Engine.Remoting.Codec;

/// <summary>
/// Reads a header in the binary layout. Every length is checked against the bytes that are there. Mirrors RocketMQSerializable.
/// </summary>
internal static class BinaryHeaderReader
{
    public static RemotingCommand Read(ReadOnlySequence<byte> header)
    {
        var reader = new SequenceReader<byte>(header);
        if (reader.TryReadBigEndian(out short code)
            && reader.TryRead(out var language)
            && reader.TryReadBigEndian(out short version)
            && reader.TryReadBigEndian(out int opaque)
            && reader.TryReadBigEndian(out int flag))
        {
            return new RemotingCommand
            {
                Code = code,
                Language = LanguageNames.Parse(language),
                Version = version,
                Opaque = opaque,
                Flag = flag,
                Remark = ReadText(ref reader, "the remark") is { Length: > 0 } remark ? remark : null,
                ExtFields = ReadFields(ref reader),
            };
        }

        throw new FrameException($"a binary header of {header.Length} bytes is too short");
    }

    private static Dictionary<string, string>? ReadFields(ref SequenceReader<byte> reader)
    {
        var length = ReadLength(ref reader, "the ext fields");
        if (length == 0)
        {
            return null;
        }

        var end = reader.Consumed + length;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Consumed < end)
        {
            if (!reader.TryReadBigEndian(out short nameLength) || nameLength < 0)
            {
                throw new FrameException("an ext field whose name has no length");
            }

            var name = ReadText(ref reader, nameLength, "the name of an ext field");
            fields[name] = ReadText(ref reader, name);
        }

        return reader.Consumed == end ? fields : throw new FrameException("an ext field reaches beyond the ext fields");
    }

    private static string ReadText(ref SequenceReader<byte> reader, string what) =>
        ReadText(ref reader, ReadLength(ref reader, what), what);

    private static string ReadText(ref SequenceReader<byte> reader, int length, string what)
    {
        if (length > reader.Remaining)
        {
            throw new FrameException($"{what} of {length} bytes in a header with {reader.Remaining} left");
        }

        var text = Encoding.UTF8.GetString(reader.UnreadSequence.Slice(0, length));
        reader.Advance(length);
        return text;
    }

    private static int ReadLength(ref SequenceReader<byte> reader, string what)
    {
        if (!reader.TryReadBigEndian(out int length) || length < 0 || length > reader.Remaining)
        {
            throw new FrameException($"{what}: a length of {length} in a header with {reader.Remaining} bytes left");
        }

        return length;
    }
}
