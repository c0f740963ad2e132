namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of our own request GET_QUEUE_PROGRESS (30001): of one consumer group, or of all when it is absent; topics
/// when IncludeTopics is set.
/// </summary>
internal sealed record GetQueueProgressHeader : ICommandHeader<GetQueueProgressHeader>
{
    public string? ConsumerGroup { get; init; }

    public string? Topic { get; init; }

    public bool IncludeTopics { get; init; }

    public static GetQueueProgressHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.OptionalString("consumerGroup"),
        Topic = fields.OptionalString("topic"),
        IncludeTopics = fields.Boolean("includeTopics"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("topic", Topic);
        fields.Add("includeTopics", IncludeTopics);
    }
}
