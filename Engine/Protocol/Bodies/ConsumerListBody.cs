namespace Engine.Protocol.Bodies;

/// <summary>Client ids of a group: answer of 38. Mirrors RocketMQ's GetConsumerListByGroupResponseBody.</summary>
internal sealed record ConsumerListBody : ICommandBody
{
    public required IReadOnlyList<string> ConsumerIdList { get; init; }
}
