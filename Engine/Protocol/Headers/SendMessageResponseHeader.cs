namespace Engine.Protocol.Headers;

/// <summary>Ext fields of the answer to a send (10, 310, 320). Mirrors RocketMQ's SendMessageResponseHeader.</summary>
internal sealed record SendMessageResponseHeader : ICommandHeader<SendMessageResponseHeader>
{
    public string? MsgId { get; init; }

    public required int QueueId { get; init; }

    public required long QueueOffset { get; init; }

    public string? TransactionId { get; init; }

    public string? MsgRegion { get; init; }

    public string? TraceOn { get; init; }

    public static SendMessageResponseHeader Read(ExtFields fields) => new()
    {
        MsgId = fields.OptionalString("msgId"),
        QueueId = fields.RequiredInt32("queueId"),
        QueueOffset = fields.RequiredInt64("queueOffset"),
        TransactionId = fields.OptionalString("transactionId"),
        MsgRegion = fields.OptionalString("MSG_REGION"),
        TraceOn = fields.OptionalString("TRACE_ON"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("msgId", MsgId);
        fields.Add("queueId", QueueId);
        fields.Add("queueOffset", QueueOffset);
        fields.Add("transactionId", TransactionId);
        fields.Add("MSG_REGION", MsgRegion);
        fields.Add("TRACE_ON", TraceOn);
    }
}
