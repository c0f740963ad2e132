namespace Engine.Protocol.Bodies;

/// <summary>
/// How far members are on a topic by what they themselves know. A member fills the second table (221), a broker the first (223). Mirrors
/// RocketMQ's GetConsumerStatusBody.
/// </summary>
internal sealed record ConsumerStatusBody : IQueueKeyedBody
{
    /// <summary>By client id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<MessageQueue, long>> ConsumerTable { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<MessageQueue, long>>();

    public IReadOnlyDictionary<MessageQueue, long> MessageQueueTable { get; init; } = new Dictionary<MessageQueue, long>();
}
