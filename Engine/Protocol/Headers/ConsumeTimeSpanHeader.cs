namespace Engine.Protocol.Headers;

/// <summary>Ext fields of QUERY_CONSUME_TIME_SPAN (303). Mirrors RocketMQ's QueryConsumeTimeSpanRequestHeader.</summary>
internal sealed record ConsumeTimeSpanHeader : ICommandHeader<ConsumeTimeSpanHeader>
{
    public required string Topic { get; init; }

    public required string Group { get; init; }

    public static ConsumeTimeSpanHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        Group = fields.RequiredString("group"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("group", Group);
    }
}
