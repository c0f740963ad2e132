using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Admin.Browsing;

/// <summary>A stored message as an operator looks at it: opened, and cut where it is one of many.</summary>
/// <param name="Message">The message with its body as it was sent, or the body's beginning.</param>
/// <param name="BodyBytes">Size of the whole body as it was sent, bytes.</param>
public sealed record BrowsedMessage(MessageExt Message, int BodyBytes)
{
    /// <summary>Most bytes of a body that a message in a list keeps.</summary>
    public const int MostListedBodyBytes = 16 * 1024;

    /// <summary>Whether the message holds only the beginning of its body.</summary>
    public bool IsBodyCut => Message.Body.Length < BodyBytes;

    /// <summary>The queue it lies in.</summary>
    public MessageQueue Queue => new(Message.Topic, Message.BrokerName!, Message.QueueId);

    /// <summary>When the broker stored it.</summary>
    public DateTimeOffset StoredAt => DateTimeOffset.FromUnixTimeMilliseconds(Message.StoreTimestamp);

    /// <summary>When the producer made it.</summary>
    public DateTimeOffset BornAt => DateTimeOffset.FromUnixTimeMilliseconds(Message.BornTimestamp);

    /// <summary>The message whole.</summary>
    internal static BrowsedMessage Whole(MessageExt stored) => Keep(stored, int.MaxValue);

    /// <summary>The message with at most <see cref="MostListedBodyBytes"/> of its body; the answer it came in can go.</summary>
    internal static BrowsedMessage Listed(MessageExt stored) => Keep(stored, MostListedBodyBytes);

    private static BrowsedMessage Keep(MessageExt stored, int mostBodyBytes)
    {
        var message = BodyCompression.Open(stored);
        return new BrowsedMessage(
            message with
            {
                Body = message.Body[..Math.Min(message.Body.Length, mostBodyBytes)].ToArray(),
                Properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal),
            },
            message.Body.Length);
    }
}
