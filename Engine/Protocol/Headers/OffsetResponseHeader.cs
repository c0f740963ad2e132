namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of an answer that is one queue offset (14, 29, 30, 31). Mirrors RocketMQ's
/// QueryConsumerOffsetResponseHeader and its twins.
/// </summary>
internal sealed record OffsetResponseHeader : ICommandHeader<OffsetResponseHeader>
{
    public required long Offset { get; init; }

    public static OffsetResponseHeader Read(ExtFields fields) => new()
    {
        Offset = fields.RequiredInt64("offset"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("offset", Offset);
    }
}
