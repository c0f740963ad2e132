namespace Engine.Protocol.Headers;

/// <summary>Ext fields of GET_TOPICS_BY_CLUSTER (224). Mirrors RocketMQ's GetTopicsByClusterRequestHeader.</summary>
internal sealed record ClusterHeader : ICommandHeader<ClusterHeader>
{
    public required string Cluster { get; init; }

    public static ClusterHeader Read(ExtFields fields) => new()
    {
        Cluster = fields.RequiredString("cluster"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("cluster", Cluster);
    }
}
