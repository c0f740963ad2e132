using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Engine.Protocol;

namespace Engine.Remoting.Codec;

/// <summary>Writes a header as JSON: members in alphabetical order, ext values always as strings, absent ones left out.</summary>
internal static class JsonHeaderWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Peers read it as JSON and never as part of a page; names and remarks stay readable in a capture.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // One per thread, used again and again.
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write(RemotingCommand command, IReadOnlyDictionary<string, string>? fields, IBufferWriter<byte> output)
    {
        var writer = _writer ??= new Utf8JsonWriter(output, Options);
        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteNumber("code"u8, command.Code);
        if (fields is not null)
        {
            WriteFields(fields, writer);
        }

        writer.WriteNumber("flag"u8, command.Flag);
        writer.WriteString("language"u8, LanguageNames.Of(command.Language));
        writer.WriteNumber("opaque"u8, command.Opaque);
        if (command.Remark is not null)
        {
            writer.WriteString("remark"u8, command.Remark);
        }

        writer.WriteString("serializeTypeCurrentRPC"u8, "JSON"u8);
        writer.WriteNumber("version"u8, command.Version);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteFields(IReadOnlyDictionary<string, string> fields, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("extFields"u8);
        foreach (var (name, value) in fields)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
