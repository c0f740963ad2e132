namespace Engine.Protocol.Bodies;

/// <summary>Brokers and clusters of a name server: answer of 106. Mirrors RocketMQ's ClusterInfo.</summary>
internal sealed record ClusterInfoBody : INumberKeyedBody
{
    public required IReadOnlyDictionary<string, BrokerData> BrokerAddrTable { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> ClusterAddrTable { get; init; }
}
