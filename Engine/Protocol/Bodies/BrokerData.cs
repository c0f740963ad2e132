namespace Engine.Protocol.Bodies;

/// <summary>Addresses of one broker name by broker id, 0 = master. Mirrors RocketMQ's BrokerData.</summary>
internal sealed record BrokerData
{
    public required string Cluster { get; init; }

    public required string BrokerName { get; init; }

    public required IReadOnlyDictionary<long, string> BrokerAddrs { get; init; }
}
