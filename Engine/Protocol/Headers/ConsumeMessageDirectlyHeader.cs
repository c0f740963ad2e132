namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of CONSUME_MESSAGE_DIRECTLY (309), to a broker and from there, with the message as body, to the client. Mirrors RocketMQ's
/// ConsumeMessageDirectlyResultRequestHeader.
/// </summary>
internal sealed record ConsumeMessageDirectlyHeader : ICommandHeader<ConsumeMessageDirectlyHeader>
{
    public required string ConsumerGroup { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The offset id.</summary>
    public string? MsgId { get; init; }

    /// <summary>Added by the broker.</summary>
    public string? BrokerName { get; init; }

    public static ConsumeMessageDirectlyHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
        ClientId = fields.OptionalString("clientId"),
        MsgId = fields.OptionalString("msgId"),
        BrokerName = fields.OptionalString("brokerName"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("clientId", ClientId);
        fields.Add("msgId", MsgId);
        fields.Add("brokerName", BrokerName);
    }
}
