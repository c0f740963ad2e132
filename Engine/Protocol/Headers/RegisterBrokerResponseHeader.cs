namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the answer to REGISTER_BROKER (103): where a slave finds its master. Mirrors RocketMQ's
/// RegisterBrokerResponseHeader.
/// </summary>
internal sealed record RegisterBrokerResponseHeader : ICommandHeader<RegisterBrokerResponseHeader>
{
    public string? HaServerAddress { get; init; }

    public string? MasterAddress { get; init; }

    public static RegisterBrokerResponseHeader Read(ExtFields fields) => new()
    {
        HaServerAddress = fields.OptionalString("haServerAddr"),
        MasterAddress = fields.OptionalString("masterAddr"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("haServerAddr", HaServerAddress);
        fields.Add("masterAddr", MasterAddress);
    }
}
