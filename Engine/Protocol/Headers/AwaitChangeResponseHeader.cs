namespace Engine.Protocol.Headers;

/// <summary>Ext fields of the answer to AWAIT_CHANGE (30002): the version of the scope now.</summary>
internal sealed record AwaitChangeResponseHeader : ICommandHeader<AwaitChangeResponseHeader>
{
    public required long Version { get; init; }

    public static AwaitChangeResponseHeader Read(ExtFields fields) => new()
    {
        Version = fields.RequiredInt64("version"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("version", Version);
    }
}
