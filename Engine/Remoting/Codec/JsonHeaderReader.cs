using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Engine.Protocol;
using Engine.Protocol.Codes;

namespace Engine.Remoting.Codec;

/// <summary>
/// Reads a JSON header as leniently as RocketMQ's own reader: members in any order, unknown ones ignored, numbers as text and text
/// as numbers, the language by name or ordinal.
/// </summary>
internal static class JsonHeaderReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    public static RemotingCommand Read(ReadOnlySequence<byte> header)
    {
        try
        {
            var reader = new Utf8JsonReader(header, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FrameException("a JSON header that is no object");
            }

            return ReadMembers(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new FrameException($"a JSON header that cannot be read: {exception.Message}", exception);
        }
    }

    private static RemotingCommand ReadMembers(ref Utf8JsonReader reader)
    {
        int code = 0, flag = 0, opaque = 0, version = 0;
        var language = LanguageCode.Other;
        string? remark = null;
        Dictionary<string, string>? fields = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref reader);
            reader.Read();
            switch (name)
            {
                case "code": code = ReadNumber(ref reader); break;
                case "flag": flag = ReadNumber(ref reader); break;
                case "opaque": opaque = ReadNumber(ref reader); break;
                case "version": version = ReadNumber(ref reader); break;
                case "language": language = ReadLanguage(ref reader); break;
                case "remark": remark = ReadText(ref reader); break;
                case "extFields": fields = ReadFields(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new RemotingCommand
        {
            Code = code,
            Flag = flag,
            Opaque = opaque,
            Version = version,
            Language = language,
            Remark = remark,
            ExtFields = fields,
        };
    }

    private static LanguageCode ReadLanguage(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? LanguageNames.Parse(reader.GetInt32()) : LanguageNames.Parse(ReadText(ref reader));

    private static Dictionary<string, string>? ReadFields(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref reader);
            reader.Read();
            if (ReadText(ref reader) is { } value)
            {
                fields[name] = value;
            }
        }

        return fields;
    }

    private static string ReadName(ref Utf8JsonReader reader) =>
        IsPlain(ref reader) ? RepeatedTexts.Get(reader.ValueSpan) : reader.GetString()!;

    private static bool IsPlain(ref Utf8JsonReader reader) => !reader.HasValueSequence && !reader.ValueIsEscaped;

    private static int ReadNumber(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => 0,
        JsonTokenType.String => int.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => reader.GetInt32(),
    };

    /// <summary>A string as it is, a number or boolean as its text, null as null; a structure is skipped and is null too.</summary>
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return IsPlain(ref reader) ? RepeatedTexts.Get(reader.ValueSpan) : reader.GetString();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return reader.HasValueSequence
                    ? Encoding.UTF8.GetString(reader.ValueSequence.ToArray())
                    : RepeatedTexts.Get(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }
}
