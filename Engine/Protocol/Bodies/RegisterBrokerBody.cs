namespace Engine.Protocol.Bodies;

/// <summary>Body of REGISTER_BROKER (103). Mirrors RocketMQ's RegisterBrokerBody.</summary>
internal sealed record RegisterBrokerBody : ICommandBody
{
    public required TopicConfigTableBody TopicConfigSerializeWrapper { get; init; }

    public IReadOnlyList<string> FilterServerList { get; init; } = [];
}
