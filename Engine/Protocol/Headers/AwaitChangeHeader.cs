namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of our own request AWAIT_CHANGE (30002): answered when the change version of the scope is above Version, or
/// after HoldMillis (at most 15,000). Scope is group, topic or all.
/// </summary>
internal sealed record AwaitChangeHeader : ICommandHeader<AwaitChangeHeader>
{
    public required string Scope { get; init; }

    public string? Name { get; init; }

    public required long Version { get; init; }

    public required long HoldMillis { get; init; }

    public static AwaitChangeHeader Read(ExtFields fields) => new()
    {
        Scope = fields.RequiredString("scope"),
        Name = fields.OptionalString("name"),
        Version = fields.RequiredInt64("version"),
        HoldMillis = fields.RequiredInt64("holdMillis"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("scope", Scope);
        fields.Add("name", Name);
        fields.Add("version", Version);
        fields.Add("holdMillis", HoldMillis);
    }
}
