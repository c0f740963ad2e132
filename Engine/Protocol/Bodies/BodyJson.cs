using System.Text.Json;
using Engine.Protocol.Headers;

namespace Engine.Protocol.Bodies;

/// <summary>Bodies to and from JSON text in UTF-8.</summary>
internal static class BodyJson
{
    public static ReadOnlyMemory<byte> Write(ICommandBody body) =>
        JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), BodyJsonContext.Default);

    /// <summary>Parses a body; unreadable text is a <see cref="CommandFieldException"/> that names the body.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, int code)
        where T : class, ICommandBody
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(json, typeof(T), BodyJsonContext.Default)
                ?? throw new CommandFieldException($"command {code}: the body {typeof(T).Name} is null");
        }
        catch (JsonException exception)
        {
            throw new CommandFieldException($"command {code}: the body is no {typeof(T).Name}: {exception.Message}");
        }
    }
}
