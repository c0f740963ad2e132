namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of INVOKE_BROKER_TO_RESET_OFFSET (222) and RESET_CONSUMER_CLIENT_OFFSET (220). Time in milliseconds since
/// 1970, -1 = the newest; with QueueId and Offset one queue is set exactly (5.3). Mirrors RocketMQ's
/// ResetOffsetRequestHeader.
/// </summary>
internal sealed record ResetOffsetHeader : ICommandHeader<ResetOffsetHeader>
{
    public required string Topic { get; init; }

    public required string Group { get; init; }

    public required long Timestamp { get; init; }

    public bool IsForce { get; init; }

    public int? QueueId { get; init; }

    public long? Offset { get; init; }

    public static ResetOffsetHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        Group = fields.RequiredString("group"),
        Timestamp = fields.RequiredInt64("timestamp"),
        IsForce = fields.Boolean("isForce"),
        QueueId = fields.OptionalInt32("queueId"),
        Offset = fields.OptionalInt64("offset"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("group", Group);
        fields.Add("timestamp", Timestamp);
        fields.Add("isForce", IsForce);
        fields.Add("queueId", QueueId);
        fields.Add("offset", Offset);
    }
}
