namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of QUERY_MESSAGE (12); times are store times in milliseconds since 1970. Mirrors RocketMQ's QueryMessageRequestHeader.
/// </summary>
internal sealed record QueryMessageHeader : ICommandHeader<QueryMessageHeader>
{
    public required string Topic { get; init; }

    /// <summary>A key of the message, or its unique id.</summary>
    public required string Key { get; init; }

    public required int MaxNum { get; init; }

    public required long BeginTimestamp { get; init; }

    public required long EndTimestamp { get; init; }

    /// <summary>Whether the key is a unique id. RocketMQ always sends it, beside the fields of its header.</summary>
    public bool IsUniqueId { get; init; }

    public static QueryMessageHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        Key = fields.RequiredString("key"),
        MaxNum = fields.RequiredInt32("maxNum"),
        BeginTimestamp = fields.RequiredInt64("beginTimestamp"),
        EndTimestamp = fields.RequiredInt64("endTimestamp"),
        IsUniqueId = fields.Boolean("_UNIQUE_KEY_QUERY"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("key", Key);
        fields.Add("maxNum", MaxNum);
        fields.Add("beginTimestamp", BeginTimestamp);
        fields.Add("endTimestamp", EndTimestamp);
        fields.Add("_UNIQUE_KEY_QUERY", IsUniqueId);
    }
}
