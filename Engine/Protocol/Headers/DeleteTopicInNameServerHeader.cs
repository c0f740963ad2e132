namespace Engine.Protocol.Headers;

/// <summary>Ext fields of DELETE_TOPIC_IN_NAMESRV (216). Mirrors RocketMQ's DeleteTopicFromNamesrvRequestHeader.</summary>
internal sealed record DeleteTopicInNameServerHeader : ICommandHeader<DeleteTopicInNameServerHeader>
{
    public required string Topic { get; init; }

    public string? ClusterName { get; init; }

    public static DeleteTopicInNameServerHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        ClusterName = fields.OptionalString("clusterName"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("clusterName", ClusterName);
    }
}
