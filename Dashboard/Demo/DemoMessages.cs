using System.Globalization;
using System.Text;
using Engine.Protocol.Messages;

namespace Dashboard.Demo;

/// <summary>Demo messages: readable text that says its number, filled up to the wished size.</summary>
internal static class DemoMessages
{
    private static Message Make(string topic, string? tag, string? keyPrefix, long number, int bodyBytes)
    {
        var body = new byte[bodyBytes];
        body.AsSpan().Fill((byte)'.');
        var text = Encoding.ASCII.GetBytes($"demo message {number} ");
        text.AsSpan(0, Math.Min(text.Length, bodyBytes)).CopyTo(body);
        return new Message
        {
            Topic = topic,
            Body = body,
            Tags = tag,
            Keys = keyPrefix is null ? null : string.Create(CultureInfo.InvariantCulture, $"{keyPrefix}{number}"),
        };
    }

    /// <summary>The messages from this number on that a producer is to send.</summary>
    public static IReadOnlyList<Message> MakeMany(DemoProducerRequest request, long first, int count) =>
        [.. Enumerable.Range(0, count).Select(index => Make(request, first + index))];

    /// <summary>Messages of one send: up to 32, fewer when their bodies are large, so that a batch stays far below 4 MiB.</summary>
    public static int BatchSize(long due, int bodyBytes) => (int)Math.Clamp(Math.Min(due, 1024 * 1024 / bodyBytes), 1, 32);

    private static Message Make(DemoProducerRequest request, long number)
    {
        var tags = request.TagList;
        var tag = tags.Count == 0 ? null : tags[(int)(number % tags.Count)];
        return Make(request.Topic, tag, request.KeyPrefix, number, request.BodyBytes);
    }
}
