namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the requests that name one queue: GET_MAX_OFFSET (30), GET_MIN_OFFSET (31), GET_EARLIEST_MSG_STORETIME
/// (32). Mirrors RocketMQ's GetMaxOffsetRequestHeader.
/// </summary>
internal sealed record QueueHeader : ICommandHeader<QueueHeader>
{
    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public string? BrokerName { get; init; }

    public static QueueHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        QueueId = fields.RequiredInt32("queueId"),
        BrokerName = fields.OptionalString("bname"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("queueId", QueueId);
        fields.Add("bname", BrokerName);
    }
}
