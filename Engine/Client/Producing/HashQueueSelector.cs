using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Chooses the queue by the hash of the argument: equal arguments go to one queue as long as the route stays the same, and to the queue
/// that a Java producer chooses. The argument is a <see cref="string"/>, an <see cref="int"/> or a <see cref="long"/>. Mirrors
/// RocketMQ's SelectMessageQueueByHash.
/// </summary>
public sealed class HashQueueSelector : IMessageQueueSelector
{
    private HashQueueSelector()
    {
    }

    /// <summary>The one there is.</summary>
    public static HashQueueSelector Instance { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The argument is of another type, whose hash would differ from process to process.</exception>
    public MessageQueue Select(IReadOnlyList<MessageQueue> queues, Message message, object argument)
    {
        ArgumentNullException.ThrowIfNull(queues);
        return queues[Math.Abs(HashOf(argument) % queues.Count)];
    }

    /// <summary>As Java's hashCode.</summary>
    private static int HashOf(object argument) => argument switch
    {
        string text => TagCode.JavaHash(text),
        int number => number,
        long number => unchecked((int)(number ^ (number >>> 32))),
        _ => throw new ArgumentException(
            $"A queue is chosen by the hash of a string, an int or a long, not of {argument?.GetType().Name ?? "null"}.",
            nameof(argument)),
    };
}
