namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the requests of 5.3 that name one consumer group and perhaps a topic: QUERY_TOPICS_BY_CONSUMER (343),
/// QUERY_SUBSCRIPTION_BY_CONSUMER (345), GET_SUBSCRIPTIONGROUP_CONFIG (352).
/// </summary>
internal sealed record GroupHeader : ICommandHeader<GroupHeader>
{
    public required string Group { get; init; }

    public string? Topic { get; init; }

    public static GroupHeader Read(ExtFields fields) => new()
    {
        Group = fields.RequiredString("group"),
        Topic = fields.OptionalString("topic"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("group", Group);
        fields.Add("topic", Topic);
    }
}
