namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the answer to QUERY_MESSAGE, whatever it found: how far the key index is. Mirrors RocketMQ's QueryMessageResponseHeader.
/// </summary>
internal sealed record QueryMessageResponseHeader : ICommandHeader<QueryMessageResponseHeader>
{
    /// <summary>Store time in ms of the last message in the index, 0 when it is empty.</summary>
    public required long IndexLastUpdateTimestamp { get; init; }

    /// <summary>Log offset of that message.</summary>
    public required long IndexLastUpdatePhyoffset { get; init; }

    public static QueryMessageResponseHeader Read(ExtFields fields) => new()
    {
        IndexLastUpdateTimestamp = fields.RequiredInt64("indexLastUpdateTimestamp"),
        IndexLastUpdatePhyoffset = fields.RequiredInt64("indexLastUpdatePhyoffset"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("indexLastUpdateTimestamp", IndexLastUpdateTimestamp);
        fields.Add("indexLastUpdatePhyoffset", IndexLastUpdatePhyoffset);
    }
}
