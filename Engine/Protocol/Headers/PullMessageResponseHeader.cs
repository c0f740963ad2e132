namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the answer to PULL_MESSAGE (11), with the codes 0, 19, 20 and 21. Mirrors RocketMQ's
/// PullMessageResponseHeader.
/// </summary>
internal sealed record PullMessageResponseHeader : ICommandHeader<PullMessageResponseHeader>
{
    public required long SuggestWhichBrokerId { get; init; }

    public required long NextBeginOffset { get; init; }

    public required long MinOffset { get; init; }

    public required long MaxOffset { get; init; }

    public static PullMessageResponseHeader Read(ExtFields fields) => new()
    {
        SuggestWhichBrokerId = fields.RequiredInt64("suggestWhichBrokerId"),
        NextBeginOffset = fields.RequiredInt64("nextBeginOffset"),
        MinOffset = fields.RequiredInt64("minOffset"),
        MaxOffset = fields.RequiredInt64("maxOffset"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("suggestWhichBrokerId", SuggestWhichBrokerId);
        fields.Add("nextBeginOffset", NextBeginOffset);
        fields.Add("minOffset", MinOffset);
        fields.Add("maxOffset", MaxOffset);
    }
}
