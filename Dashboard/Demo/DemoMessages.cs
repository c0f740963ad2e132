using System.Text;
using Engine.Protocol.Messages;

namespace Dashboard.Demo;

/// <summary>Demo messages: readable text that says its number, filled up to the wished size.</summary>
internal static class DemoMessages
{
    public static Message Make(string topic, string? tags, long number, int bodyBytes)
    {
        var body = new byte[bodyBytes];
        body.AsSpan().Fill((byte)'.');
        var text = Encoding.ASCII.GetBytes($"demo message {number} ");
        text.AsSpan(0, Math.Min(text.Length, bodyBytes)).CopyTo(body);
        return new Message { Topic = topic, Body = body, Tags = tags };
    }

    public static IReadOnlyList<Message> MakeMany(string topic, string? tags, long first, int count, int bodyBytes) =>
        [.. Enumerable.Range(0, count).Select(index => Make(topic, tags, first + index, bodyBytes))];

    /// <summary>Messages of one send: up to 32, fewer when their bodies are large, so that a batch stays far below 4 MiB.</summary>
    public static int BatchSize(long due, int bodyBytes) => (int)Math.Clamp(Math.Min(due, 1024 * 1024 / bodyBytes), 1, 32);
}
