namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of WIPE_WRITE_PERM_OF_BROKER (205), ADD_WRITE_PERM_OF_BROKER (327) and GET_BROKER_MEMBER_GROUP (901), which names the
/// cluster too.
/// </summary>
internal sealed record BrokerNameHeader : ICommandHeader<BrokerNameHeader>
{
    public required string BrokerName { get; init; }

    public string? ClusterName { get; init; }

    public static BrokerNameHeader Read(ExtFields fields) => new()
    {
        BrokerName = fields.RequiredString("brokerName"),
        ClusterName = fields.OptionalString("clusterName"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("brokerName", BrokerName);
        fields.Add("clusterName", ClusterName);
    }
}
