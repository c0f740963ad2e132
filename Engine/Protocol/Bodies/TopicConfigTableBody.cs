namespace Engine.Protocol.Bodies;

/// <summary>All topics of a broker with their version. Mirrors RocketMQ's TopicConfigSerializeWrapper.</summary>
internal sealed record TopicConfigTableBody : ICommandBody
{
    public required DataVersion DataVersion { get; init; }

    public required IReadOnlyDictionary<string, TopicConfig> TopicConfigTable { get; init; }
}
