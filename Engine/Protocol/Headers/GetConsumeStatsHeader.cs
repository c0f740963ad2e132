namespace Engine.Protocol.Headers;

/// <summary>Ext fields of GET_CONSUME_STATS (208). Mirrors RocketMQ's GetConsumeStatsRequestHeader.</summary>
internal sealed record GetConsumeStatsHeader : ICommandHeader<GetConsumeStatsHeader>
{
    public required string ConsumerGroup { get; init; }

    public string? Topic { get; init; }

    public static GetConsumeStatsHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
        Topic = fields.OptionalString("topic"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("topic", Topic);
    }
}
