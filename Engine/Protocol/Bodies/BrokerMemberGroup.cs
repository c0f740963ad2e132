namespace Engine.Protocol.Bodies;

/// <summary>Master and slaves of one broker name. Mirrors RocketMQ's BrokerMemberGroup.</summary>
internal sealed record BrokerMemberGroup
{
    public required string Cluster { get; init; }

    public required string BrokerName { get; init; }

    /// <summary>Addresses by broker id, 0 = master.</summary>
    public required IReadOnlyDictionary<long, string> BrokerAddrs { get; init; }
}
