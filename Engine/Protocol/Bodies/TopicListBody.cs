namespace Engine.Protocol.Bodies;

/// <summary>Topic names: answer of 206. Mirrors RocketMQ's TopicList.</summary>
internal sealed record TopicListBody : ICommandBody
{
    public required IReadOnlyList<string> TopicList { get; init; }

    public string? BrokerAddr { get; init; }
}
