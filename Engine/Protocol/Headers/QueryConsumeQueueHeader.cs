namespace Engine.Protocol.Headers;

/// <summary>Ext fields of QUERY_CONSUME_QUEUE (321). Mirrors RocketMQ's QueryConsumeQueueRequestHeader.</summary>
internal sealed record QueryConsumeQueueHeader : ICommandHeader<QueryConsumeQueueHeader>
{
    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public required long Index { get; init; }

    public required int Count { get; init; }

    public string? ConsumerGroup { get; init; }

    public static QueryConsumeQueueHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        QueueId = fields.RequiredInt32("queueId"),
        Index = fields.RequiredInt64("index"),
        Count = fields.RequiredInt32("count"),
        ConsumerGroup = fields.OptionalString("consumerGroup"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("queueId", QueueId);
        fields.Add("index", Index);
        fields.Add("count", Count);
        fields.Add("consumerGroup", ConsumerGroup);
    }
}
