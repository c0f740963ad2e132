using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Engine.Tests.Conformance;

/// <summary>
/// A frame that the server wrote, taken apart by the description of the protocol and not by the engine's own reader, so that a fault that
/// reader and writer share shows.
/// </summary>
internal sealed record WrittenFrame(
    int Code, int Flag, int Opaque, string? Remark, IReadOnlyDictionary<string, string> Fields, bool IsBinary, byte[] Body)
{
    internal static WrittenFrame Parse(ReadOnlySpan<byte> frame)
    {
        BinaryPrimitives.ReadInt32BigEndian(frame).ShouldBe(frame.Length - 4, "the length of the frame");
        var mark = BinaryPrimitives.ReadInt32BigEndian(frame[4..]);
        var headerLength = mark & 0xFFFFFF;
        var header = frame.Slice(8, headerLength);
        var body = frame[(8 + headerLength)..].ToArray();
        return (mark >>> 24) == 1 ? Binary(header, body) : Json(header, body);
    }

    internal static IReadOnlyDictionary<string, string> FieldsOf(JsonElement header) =>
        header.TryGetProperty("extFields", out var fields) && fields.ValueKind == JsonValueKind.Object
            ? fields.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!)
            : new Dictionary<string, string>();

    private static WrittenFrame Json(ReadOnlySpan<byte> bytes, byte[] body)
    {
        var reader = new Utf8JsonReader(bytes);
        var header = JsonElement.ParseValue(ref reader);
        header.GetProperty("serializeTypeCurrentRPC").GetString().ShouldBe("JSON");
        return new WrittenFrame(
            header.GetProperty("code").GetInt32(),
            header.GetProperty("flag").GetInt32(),
            header.GetProperty("opaque").GetInt32(),
            header.TryGetProperty("remark", out var remark) ? remark.GetString() : null,
            FieldsOf(header),
            IsBinary: false,
            body);
    }

    private static WrittenFrame Binary(ReadOnlySpan<byte> header, byte[] body)
    {
        var remarkLength = BinaryPrimitives.ReadInt32BigEndian(header[13..]);
        var rest = header[(17 + remarkLength)..];
        var fields = new Dictionary<string, string>();
        BinaryPrimitives.ReadInt32BigEndian(rest).ShouldBe(rest.Length - 4, "the length of the ext fields");
        for (rest = rest[4..]; !rest.IsEmpty;)
        {
            var key = BinaryPrimitives.ReadInt16BigEndian(rest);
            var value = BinaryPrimitives.ReadInt32BigEndian(rest[(2 + key)..]);
            fields[Text(rest.Slice(2, key))] = Text(rest.Slice(6 + key, value));
            rest = rest[(6 + key + value)..];
        }

        return new WrittenFrame(
            BinaryPrimitives.ReadInt16BigEndian(header),
            BinaryPrimitives.ReadInt32BigEndian(header[9..]),
            BinaryPrimitives.ReadInt32BigEndian(header[5..]),
            remarkLength == 0 ? null : Text(header.Slice(17, remarkLength)),
            fields,
            IsBinary: true,
            body);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
