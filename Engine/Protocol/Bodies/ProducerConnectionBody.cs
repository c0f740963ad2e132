namespace Engine.Protocol.Bodies;

/// <summary>Producers of a group: answer of 204. Mirrors RocketMQ's ProducerConnection.</summary>
internal sealed record ProducerConnectionBody : ICommandBody
{
    public required IReadOnlyList<ConnectionData> ConnectionSet { get; init; }
}
