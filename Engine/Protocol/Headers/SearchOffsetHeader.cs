namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of SEARCH_OFFSET_BY_TIMESTAMP (29); the time is in milliseconds since 1970. Mirrors RocketMQ's
/// SearchOffsetRequestHeader.
/// </summary>
internal sealed record SearchOffsetHeader : ICommandHeader<SearchOffsetHeader>
{
    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public required long Timestamp { get; init; }

    public string? BoundaryType { get; init; }

    public string? BrokerName { get; init; }

    public static SearchOffsetHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        QueueId = fields.RequiredInt32("queueId"),
        Timestamp = fields.RequiredInt64("timestamp"),
        BoundaryType = fields.OptionalString("boundaryType"),
        BrokerName = fields.OptionalString("bname"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("queueId", QueueId);
        fields.Add("timestamp", Timestamp);
        fields.Add("boundaryType", BoundaryType);
        fields.Add("bname", BrokerName);
    }
}
