namespace Engine.Protocol.Bodies;

/// <summary>Body of HEART_BEAT (34). Mirrors RocketMQ's HeartbeatData.</summary>
internal sealed record HeartbeatBody : ICommandBody
{
    public required string ClientID { get; init; }

    public required IReadOnlyList<ProducerData> ProducerDataSet { get; init; }

    public required IReadOnlyList<ConsumerData> ConsumerDataSet { get; init; }
}
