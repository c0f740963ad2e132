namespace Engine.Protocol.Headers;

/// <summary>Ext fields of UNREGISTER_BROKER (104). Mirrors RocketMQ's UnRegisterBrokerRequestHeader.</summary>
internal sealed record UnregisterBrokerHeader : ICommandHeader<UnregisterBrokerHeader>
{
    public required string BrokerName { get; init; }

    public required string BrokerAddress { get; init; }

    public required string ClusterName { get; init; }

    public required long BrokerId { get; init; }

    public static UnregisterBrokerHeader Read(ExtFields fields) => new()
    {
        BrokerName = fields.RequiredString("brokerName"),
        BrokerAddress = fields.RequiredString("brokerAddr"),
        ClusterName = fields.RequiredString("clusterName"),
        BrokerId = fields.RequiredInt64("brokerId"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("brokerName", BrokerName);
        fields.Add("brokerAddr", BrokerAddress);
        fields.Add("clusterName", ClusterName);
        fields.Add("brokerId", BrokerId);
    }
}
