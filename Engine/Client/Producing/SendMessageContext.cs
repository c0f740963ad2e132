using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>One attempt to send as its hooks see it. Mirrors RocketMQ's SendMessageContext.</summary>
public sealed record SendMessageContext
{
    /// <summary>Producer group.</summary>
    public required string ProducerGroup { get; init; }

    /// <summary>The message as the application gave it; of a batch all of them.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>The producer's unique id, the same in all attempts; of a batch all ids joined by commas.</summary>
    public required string MessageId { get; init; }

    /// <summary>Queue that this attempt goes to.</summary>
    public required MessageQueue Queue { get; init; }

    /// <summary>Address "ip:port" that this attempt goes to.</summary>
    public required string BrokerAddress { get; init; }

    /// <summary>Who waits for the answer.</summary>
    public required SendMode Mode { get; init; }

    /// <summary>What is sent.</summary>
    public required SendKind Kind { get; init; }

    /// <summary>After the attempt: what the broker stored; null before it, when it failed and when nobody waits for an answer.</summary>
    public SendResult? Result { get; init; }

    /// <summary>After the attempt: why it failed; null when it did not.</summary>
    public Exception? Failure { get; init; }
}
