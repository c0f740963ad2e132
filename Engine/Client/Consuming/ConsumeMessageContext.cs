using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>One listener call as its hooks see it. Mirrors RocketMQ's ConsumeMessageContext.</summary>
public sealed record ConsumeMessageContext
{
    /// <summary>Consumer group.</summary>
    public required string ConsumerGroup { get; init; }

    /// <summary>Queue the batch was pulled from; of retried messages a queue of the retry topic.</summary>
    public required MessageQueue Queue { get; init; }

    /// <summary>The batch as the listener gets it, retried messages under their real topic.</summary>
    public required IReadOnlyList<MessageExt> Messages { get; init; }

    /// <summary>After the call: whether the listener said that the batch is done.</summary>
    public bool Success { get; init; }

    /// <summary>After the call: the listener's own word; null when it threw or answered null.</summary>
    public string? Status { get; init; }

    /// <summary>After the call: its kind; null before it.</summary>
    public ConsumeReturn? Type { get; init; }
}
