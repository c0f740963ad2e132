using System.Buffers;
using System.Text.Json;
using Engine.Protocol.Headers;

namespace Engine.Protocol.Bodies;

/// <summary>Bodies to and from JSON text in UTF-8, in the dialect of fastjson where standard JSON does not do.</summary>
internal static class BodyJson
{
    private static readonly JsonWriterOptions FileForm = new() { Indented = true, IndentCharacter = '\t', IndentSize = 1 };

    public static ReadOnlyMemory<byte> Write(ICommandBody body)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), BodyJsonContext.Default);
        return InDialect(body, json);
    }

    /// <summary>The same with the numbers among the keys unquoted, whatever the body's own form.</summary>
    public static ReadOnlyMemory<byte> WriteWithNumberKeys(ICommandBody body) => FastjsonDialect.WithNumberKeys(Write(body).Span);

    /// <summary>The same in lines, as RocketMQ writes its files.</summary>
    public static ReadOnlyMemory<byte> WriteFile(ICommandBody body)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, FileForm))
        {
            JsonSerializer.Serialize(writer, body, body.GetType(), BodyJsonContext.Default);
        }

        return InDialect(body, json.WrittenMemory);
    }

    /// <summary>Parses a body; unreadable text is a <see cref="CommandFieldException"/> that names the body.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, int code)
        where T : class, ICommandBody
    {
        try
        {
            return Parse<T>(json) ?? throw new CommandFieldException($"command {code}: the body {typeof(T).Name} is null");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new CommandFieldException($"command {code}: the body is no {typeof(T).Name}: {exception.Message}");
        }
    }

    private static ReadOnlyMemory<byte> InDialect(ICommandBody body, ReadOnlyMemory<byte> json) => body switch
    {
        IQueueKeyedBody => FastjsonDialect.WithObjectKeys(json.Span),
        INumberKeyedBody => FastjsonDialect.WithNumberKeys(json.Span),
        _ => json,
    };

    private static T? Parse<T>(ReadOnlySpan<byte> json)
        where T : class, ICommandBody
    {
        if (!FastjsonDialect.HasQuotedKeys(json))
        {
            return Deserialize<T>(FastjsonDialect.ToStandard(json).Span);
        }

        try
        {
            return Deserialize<T>(json);
        }
        catch (JsonException) when (!json.IsEmpty && TryRewrite(json, out var standard))
        {
            // Single quotes or bare words in values: rare enough to be found out by failing.
            return Deserialize<T>(standard.Span);
        }
    }

    private static bool TryRewrite(ReadOnlySpan<byte> json, out ReadOnlyMemory<byte> standard)
    {
        try
        {
            standard = FastjsonDialect.ToStandard(json);
            return !standard.Span.SequenceEqual(json);
        }
        catch (JsonException)
        {
            standard = default;
            return false;
        }
    }

    private static T? Deserialize<T>(ReadOnlySpan<byte> json)
        where T : class, ICommandBody =>
        (T?)JsonSerializer.Deserialize(json, typeof(T), BodyJsonContext.Default);
}
