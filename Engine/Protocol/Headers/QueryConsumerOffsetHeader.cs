namespace Engine.Protocol.Headers;

/// <summary>Ext fields of QUERY_CONSUMER_OFFSET (14). Mirrors RocketMQ's QueryConsumerOffsetRequestHeader.</summary>
internal sealed record QueryConsumerOffsetHeader : ICommandHeader<QueryConsumerOffsetHeader>
{
    public required string ConsumerGroup { get; init; }

    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public bool? SetZeroIfNotFound { get; init; }

    public string? BrokerName { get; init; }

    public static QueryConsumerOffsetHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
        Topic = fields.RequiredString("topic"),
        QueueId = fields.RequiredInt32("queueId"),
        SetZeroIfNotFound = fields.OptionalBoolean("setZeroIfNotFound"),
        BrokerName = fields.OptionalString("bname"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("topic", Topic);
        fields.Add("queueId", QueueId);
        fields.Add("setZeroIfNotFound", SetZeroIfNotFound);
        fields.Add("bname", BrokerName);
    }
}
