namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the requests that name one topic: GET_ROUTEINFO_BY_TOPIC (105), GET_TOPIC_STATS_INFO (202),
/// DELETE_TOPIC_IN_BROKER (215), QUERY_TOPIC_CONSUME_BY_WHO (300).
/// </summary>
internal sealed record TopicHeader : ICommandHeader<TopicHeader>
{
    public required string Topic { get; init; }

    public static TopicHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
    }
}
