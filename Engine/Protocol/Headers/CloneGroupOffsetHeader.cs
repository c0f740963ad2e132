namespace Engine.Protocol.Headers;

/// <summary>Ext fields of CLONE_GROUP_OFFSET (314). Mirrors RocketMQ's CloneGroupOffsetRequestHeader.</summary>
internal sealed record CloneGroupOffsetHeader : ICommandHeader<CloneGroupOffsetHeader>
{
    public required string SourceGroup { get; init; }

    public required string DestinationGroup { get; init; }

    public string? Topic { get; init; }

    public bool Offline { get; init; }

    public static CloneGroupOffsetHeader Read(ExtFields fields) => new()
    {
        SourceGroup = fields.RequiredString("srcGroup"),
        DestinationGroup = fields.RequiredString("destGroup"),
        Topic = fields.OptionalString("topic"),
        Offline = fields.Boolean("offline"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("srcGroup", SourceGroup);
        fields.Add("destGroup", DestinationGroup);
        fields.Add("topic", Topic);
        fields.Add("offline", Offline);
    }
}
