namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of CONSUMER_SEND_MSG_BACK (36). Mirrors RocketMQ's ConsumerSendMsgBackRequestHeader.
/// </summary>
internal sealed record ConsumerSendMsgBackHeader : ICommandHeader<ConsumerSendMsgBackHeader>
{
    /// <summary>Commit-log offset of the message on the broker that is asked.</summary>
    public required long Offset { get; init; }

    public required string Group { get; init; }

    /// <summary>Below 0: to the dead letters at once; 0: the broker decides; else that level.</summary>
    public required int DelayLevel { get; init; }

    /// <summary>The id the consumer knows the message by.</summary>
    public string? OriginMsgId { get; init; }

    public string? OriginTopic { get; init; }

    public bool UnitMode { get; init; }

    /// <summary>Retries before the dead letters; null = as the group is configured.</summary>
    public int? MaxReconsumeTimes { get; init; }

    public string? BrokerName { get; init; }

    public static ConsumerSendMsgBackHeader Read(ExtFields fields) => new()
    {
        Offset = fields.RequiredInt64("offset"),
        Group = fields.RequiredString("group"),
        DelayLevel = fields.RequiredInt32("delayLevel"),
        OriginMsgId = fields.OptionalString("originMsgId"),
        OriginTopic = fields.OptionalString("originTopic"),
        UnitMode = fields.Boolean("unitMode"),
        MaxReconsumeTimes = fields.OptionalInt32("maxReconsumeTimes"),
        BrokerName = fields.OptionalString("bname"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("offset", Offset);
        fields.Add("group", Group);
        fields.Add("delayLevel", DelayLevel);
        fields.Add("originMsgId", OriginMsgId);
        fields.Add("originTopic", OriginTopic);
        fields.Add("unitMode", UnitMode);
        fields.Add("maxReconsumeTimes", MaxReconsumeTimes);
        fields.Add("bname", BrokerName);
    }
}
