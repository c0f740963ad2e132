namespace Engine.Protocol.Headers;

/// <summary>Ext fields of the answer to QUERY_DATA_VERSION (322). Mirrors RocketMQ's QueryDataVersionResponseHeader.</summary>
internal sealed record DataVersionResponseHeader : ICommandHeader<DataVersionResponseHeader>
{
    public bool Changed { get; init; }

    public static DataVersionResponseHeader Read(ExtFields fields) => new()
    {
        Changed = fields.Boolean("changed"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("changed", Changed);
    }
}
