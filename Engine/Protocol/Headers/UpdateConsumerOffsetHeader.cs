namespace Engine.Protocol.Headers;

/// <summary>Ext fields of UPDATE_CONSUMER_OFFSET (15). Mirrors RocketMQ's UpdateConsumerOffsetRequestHeader.</summary>
internal sealed record UpdateConsumerOffsetHeader : ICommandHeader<UpdateConsumerOffsetHeader>
{
    public required string ConsumerGroup { get; init; }

    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public required long CommitOffset { get; init; }

    public string? BrokerName { get; init; }

    /// <summary>Whether a higher offset at the broker stays. Not RocketMQ's: its brokers pass over the field and take any offset.</summary>
    public bool? OnlyRaise { get; init; }

    public static UpdateConsumerOffsetHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
        Topic = fields.RequiredString("topic"),
        QueueId = fields.RequiredInt32("queueId"),
        CommitOffset = fields.RequiredInt64("commitOffset"),
        BrokerName = fields.OptionalString("bname"),
        OnlyRaise = fields.OptionalBoolean("onlyRaise"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("topic", Topic);
        fields.Add("queueId", QueueId);
        fields.Add("commitOffset", CommitOffset);
        fields.Add("bname", BrokerName);
        fields.Add("onlyRaise", OnlyRaise);
    }
}
