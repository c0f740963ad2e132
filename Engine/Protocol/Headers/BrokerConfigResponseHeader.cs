namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the answer to GET_BROKER_CONFIG (26): the version of the settings as JSON. Mirrors RocketMQ's
/// GetBrokerConfigResponseHeader.
/// </summary>
internal sealed record BrokerConfigResponseHeader : ICommandHeader<BrokerConfigResponseHeader>
{
    public string? Version { get; init; }

    public static BrokerConfigResponseHeader Read(ExtFields fields) => new() { Version = fields.OptionalString("version") };

    public void Write(ExtFieldsBuilder fields) => fields.Add("version", Version);
}
