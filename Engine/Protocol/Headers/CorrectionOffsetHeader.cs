namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of QUERY_CORRECTION_OFFSET (308); the groups to leave out are separated by commas. Mirrors RocketMQ's
/// QueryCorrectionOffsetHeader.
/// </summary>
internal sealed record CorrectionOffsetHeader : ICommandHeader<CorrectionOffsetHeader>
{
    public string? FilterGroups { get; init; }

    public required string CompareGroup { get; init; }

    public required string Topic { get; init; }

    public static CorrectionOffsetHeader Read(ExtFields fields) => new()
    {
        FilterGroups = fields.OptionalString("filterGroups"),
        CompareGroup = fields.RequiredString("compareGroup"),
        Topic = fields.RequiredString("topic"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("filterGroups", FilterGroups);
        fields.Add("compareGroup", CompareGroup);
        fields.Add("topic", Topic);
    }
}
