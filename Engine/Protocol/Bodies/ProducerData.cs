namespace Engine.Protocol.Bodies;

/// <summary>One producer of a heartbeat. Mirrors RocketMQ's ProducerData.</summary>
internal sealed record ProducerData
{
    public required string GroupName { get; init; }
}
