namespace Engine.Protocol.Headers;

/// <summary>Ext fields of the answer to GET_KV_CONFIG (101). Mirrors RocketMQ's GetKVConfigResponseHeader.</summary>
internal sealed record KvConfigResponseHeader : ICommandHeader<KvConfigResponseHeader>
{
    public string? Value { get; init; }

    public static KvConfigResponseHeader Read(ExtFields fields) => new()
    {
        Value = fields.OptionalString("value"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("value", Value);
    }
}
