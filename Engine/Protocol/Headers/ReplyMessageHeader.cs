namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of PUSH_REPLY_MESSAGE_TO_CLIENT (326): the reply to a request, whose body goes along. Times in milliseconds since 1970, hosts
/// as "ip:port". Mirrors RocketMQ's ReplyMessageRequestHeader.
/// </summary>
internal sealed record ReplyMessageHeader : ICommandHeader<ReplyMessageHeader>
{
    public required string ProducerGroup { get; init; }

    public required string Topic { get; init; }

    public required string DefaultTopic { get; init; }

    public required int DefaultTopicQueueNums { get; init; }

    public required int QueueId { get; init; }

    public required int SysFlag { get; init; }

    public required long BornTimestamp { get; init; }

    public required int Flag { get; init; }

    public string? Properties { get; init; }

    public int? ReconsumeTimes { get; init; }

    public bool UnitMode { get; init; }

    public required string BornHost { get; init; }

    public required string StoreHost { get; init; }

    public required long StoreTimestamp { get; init; }

    public static ReplyMessageHeader Read(ExtFields fields) => new()
    {
        ProducerGroup = fields.RequiredString("producerGroup"),
        Topic = fields.RequiredString("topic"),
        DefaultTopic = fields.RequiredString("defaultTopic"),
        DefaultTopicQueueNums = fields.RequiredInt32("defaultTopicQueueNums"),
        QueueId = fields.RequiredInt32("queueId"),
        SysFlag = fields.RequiredInt32("sysFlag"),
        BornTimestamp = fields.RequiredInt64("bornTimestamp"),
        Flag = fields.RequiredInt32("flag"),
        Properties = fields.OptionalString("properties"),
        ReconsumeTimes = fields.OptionalInt32("reconsumeTimes"),
        UnitMode = fields.Boolean("unitMode"),
        BornHost = fields.RequiredString("bornHost"),
        StoreHost = fields.RequiredString("storeHost"),
        StoreTimestamp = fields.RequiredInt64("storeTimestamp"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("producerGroup", ProducerGroup);
        fields.Add("topic", Topic);
        fields.Add("defaultTopic", DefaultTopic);
        fields.Add("defaultTopicQueueNums", DefaultTopicQueueNums);
        fields.Add("queueId", QueueId);
        fields.Add("sysFlag", SysFlag);
        fields.Add("bornTimestamp", BornTimestamp);
        fields.Add("flag", Flag);
        fields.Add("properties", Properties);
        fields.Add("reconsumeTimes", ReconsumeTimes);
        fields.Add("unitMode", UnitMode);
        fields.Add("bornHost", BornHost);
        fields.Add("storeHost", StoreHost);
        fields.Add("storeTimestamp", StoreTimestamp);
    }
}
