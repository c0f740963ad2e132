namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the requests that name one consumer group: GET_CONSUMER_LIST_BY_GROUP (38), NOTIFY_CONSUMER_IDS_CHANGED
/// (40), GET_CONSUMER_CONNECTION_LIST (203).
/// </summary>
internal sealed record ConsumerGroupHeader : ICommandHeader<ConsumerGroupHeader>
{
    public required string ConsumerGroup { get; init; }

    public static ConsumerGroupHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
    }
}
