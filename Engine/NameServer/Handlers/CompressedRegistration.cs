using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.NameServer.Handlers;

/// <summary>
/// Reads the body of a registration with compressed=true: a deflated list of topics, inflated to at most <see cref="MaxBytes"/>. Pure.
/// Mirrors RegisterBrokerBody#decode.
/// </summary>
internal static class CompressedRegistration
{
    /// <summary>Room for 200,000 topics; a deflated frame could inflate to gigabytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int FieldsOfTopic = 5;

    /// <exception cref="CommandFieldException">It is no such list, or too long.</exception>
    public static RegisterBrokerBody Read(ReadOnlyMemory<byte> body, int code)
    {
        try
        {
            var rest = (ReadOnlySpan<byte>)Inflate(body);
            var version = BodyJson.Read<DataVersion>(Take(ref rest), code);
            var topics = new Dictionary<string, TopicConfig>(StringComparer.Ordinal);
            for (var left = TakeNumber(ref rest); left > 0; left--)
            {
                var topic = Topic(Encoding.UTF8.GetString(Take(ref rest)));
                topics[topic.TopicName] = topic;
            }

            return new RegisterBrokerBody
            {
                TopicConfigSerializeWrapper = new TopicConfigTableBody { DataVersion = version, TopicConfigTable = topics },
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or OverflowException)
        {
            throw new CommandFieldException($"request {code}: the compressed body cannot be read: {exception.Message}");
        }
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> body)
    {
        using var stream = new ZLibStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (inflated.Length + read > MaxBytes)
            {
                throw new InvalidDataException($"it has more than {MaxBytes} bytes when inflated");
            }

            inflated.Write(buffer, 0, read);
        }

        return inflated.ToArray();
    }

    private static TopicConfig Topic(string text)
    {
        var fields = text.Split(' ');
        if (fields.Length < FieldsOfTopic)
        {
            throw new FormatException($"'{(text.Length > 64 ? text[..64] : text)}' is no topic");
        }

        return new TopicConfig
        {
            TopicName = fields[0],
            ReadQueueNums = Number(fields[1]),
            WriteQueueNums = Number(fields[2]),
            Perm = Number(fields[3]),
            TopicFilterType = fields[4],
        };
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int TakeNumber(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < sizeof(int))
        {
            throw new InvalidDataException("it ends within a number");
        }

        var number = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[sizeof(int)..];
        return number;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        var length = TakeNumber(ref rest);
        if (length < 0 || length > rest.Length)
        {
            throw new InvalidDataException($"a part of {length} bytes where {rest.Length} are left");
        }

        var part = rest[..length];
        rest = rest[length..];
        return part;
    }
}
