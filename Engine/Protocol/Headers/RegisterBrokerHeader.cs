namespace Engine.Protocol.Headers;

/// <summary>Ext fields of REGISTER_BROKER (103). Mirrors RocketMQ's RegisterBrokerRequestHeader.</summary>
internal sealed record RegisterBrokerHeader : ICommandHeader<RegisterBrokerHeader>
{
    public required string BrokerName { get; init; }

    public required string BrokerAddress { get; init; }

    public required string ClusterName { get; init; }

    public string? HaServerAddress { get; init; }

    public required long BrokerId { get; init; }

    public bool Compressed { get; init; }

    public int? BodyCrc32 { get; init; }

    public static RegisterBrokerHeader Read(ExtFields fields) => new()
    {
        BrokerName = fields.RequiredString("brokerName"),
        BrokerAddress = fields.RequiredString("brokerAddr"),
        ClusterName = fields.RequiredString("clusterName"),
        HaServerAddress = fields.OptionalString("haServerAddr"),
        BrokerId = fields.RequiredInt64("brokerId"),
        Compressed = fields.Boolean("compressed"),
        BodyCrc32 = fields.OptionalInt32("bodyCrc32"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("brokerName", BrokerName);
        fields.Add("brokerAddr", BrokerAddress);
        fields.Add("clusterName", ClusterName);
        fields.Add("haServerAddr", HaServerAddress);
        fields.Add("brokerId", BrokerId);
        fields.Add("compressed", Compressed);
        fields.Add("bodyCrc32", BodyCrc32);
    }
}
