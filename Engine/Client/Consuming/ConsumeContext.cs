using Engine.Protocol;

namespace Engine.Client.Consuming;

/// <summary>Beside a batch: where it came from, and what the listener may decide. Mirrors RocketMQ's ConsumeConcurrentlyContext.</summary>
public sealed class ConsumeContext(MessageQueue queue)
{
    /// <summary>Queue the batch was pulled from.</summary>
    public MessageQueue Queue { get; } = queue;

    /// <summary>Index of the last message of the batch that succeeded; later ones count as failed. Default: all succeeded.</summary>
    public int AckIndex { get; set; } = int.MaxValue;

    /// <summary>Delay level of a redelivery: 0 lets the broker choose, below 0 sends to the dead letters at once.</summary>
    public int DelayLevelWhenNextConsume { get; set; }
}
