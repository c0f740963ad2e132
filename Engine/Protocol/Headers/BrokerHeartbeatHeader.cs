namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of BROKER_HEARTBEAT (904), as far as they are read. Mirrors RocketMQ's BrokerHeartbeatRequestHeader.
/// </summary>
internal sealed record BrokerHeartbeatHeader : ICommandHeader<BrokerHeartbeatHeader>
{
    public required string ClusterName { get; init; }

    public required string BrokerName { get; init; }

    public required string BrokerAddress { get; init; }

    public static BrokerHeartbeatHeader Read(ExtFields fields) => new()
    {
        ClusterName = fields.RequiredString("clusterName"),
        BrokerName = fields.RequiredString("brokerName"),
        BrokerAddress = fields.RequiredString("brokerAddr"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("clusterName", ClusterName);
        fields.Add("brokerName", BrokerName);
        fields.Add("brokerAddr", BrokerAddress);
    }
}
