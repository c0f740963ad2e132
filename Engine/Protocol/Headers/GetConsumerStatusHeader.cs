namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of INVOKE_BROKER_TO_GET_CONSUMER_STATUS (223) and GET_CONSUMER_STATUS_FROM_CLIENT (221). Mirrors RocketMQ's
/// GetConsumerStatusRequestHeader.
/// </summary>
internal sealed record GetConsumerStatusHeader : ICommandHeader<GetConsumerStatusHeader>
{
    public required string Topic { get; init; }

    public required string Group { get; init; }

    /// <summary>Id of the one member that is asked, whatever the field's name says; null or empty = all.</summary>
    public string? ClientAddr { get; init; }

    public static GetConsumerStatusHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        Group = fields.RequiredString("group"),
        ClientAddr = fields.OptionalString("clientAddr"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("group", Group);
        fields.Add("clientAddr", ClientAddr);
    }
}
