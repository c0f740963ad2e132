namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of PUT_KV_CONFIG (100), GET_KV_CONFIG (101), DELETE_KV_CONFIG (102) and GET_KVLIST_BY_NAMESPACE (219). Mirrors
/// RocketMQ's PutKVConfigRequestHeader and its like.
/// </summary>
internal sealed record KvConfigHeader : ICommandHeader<KvConfigHeader>
{
    public required string Namespace { get; init; }

    public string? Key { get; init; }

    public string? Value { get; init; }

    public static KvConfigHeader Read(ExtFields fields) => new()
    {
        Namespace = fields.RequiredString("namespace"),
        Key = fields.OptionalString("key"),
        Value = fields.OptionalString("value"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("namespace", Namespace);
        fields.Add("key", Key);
        fields.Add("value", Value);
    }
}
