namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the answer to GET_EARLIEST_MSG_STORETIME (32), in ms since 1970, -1 when unknown. Mirrors RocketMQ's
/// GetEarliestMsgStoretimeResponseHeader.
/// </summary>
internal sealed record EarliestStoreTimeHeader : ICommandHeader<EarliestStoreTimeHeader>
{
    public required long Timestamp { get; init; }

    public static EarliestStoreTimeHeader Read(ExtFields fields) => new()
    {
        Timestamp = fields.RequiredInt64("timestamp"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("timestamp", Timestamp);
    }
}
