namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of SEND_MESSAGE (10), SEND_MESSAGE_V2 (310) and SEND_BATCH_MESSAGE (320). Written with the one-letter names of the
/// second form, read in both. Mirrors RocketMQ's SendMessageRequestHeader and SendMessageRequestHeaderV2.
/// </summary>
internal sealed record SendMessageHeader : ICommandHeader<SendMessageHeader>
{
    public required string ProducerGroup { get; init; }

    public required string Topic { get; init; }

    /// <summary>Template topic of an automatic creation, normally TBW102.</summary>
    public required string DefaultTopic { get; init; }

    public required int DefaultTopicQueueNums { get; init; }

    /// <summary>-1 lets the broker choose among the writable queues.</summary>
    public required int QueueId { get; init; }

    public required int SysFlag { get; init; }

    /// <summary>Milliseconds since 1970 by the producer's clock.</summary>
    public required long BornTimestamp { get; init; }

    public required int Flag { get; init; }

    /// <summary>The property string of the message (U+0001 and U+0002 as separators).</summary>
    public string? Properties { get; init; }

    public int? ReconsumeTimes { get; init; }

    public bool UnitMode { get; init; }

    public int? MaxReconsumeTimes { get; init; }

    public bool Batch { get; init; }

    public string? BrokerName { get; init; }

    public static SendMessageHeader Read(ExtFields fields) => fields.OptionalString("a") is null ? ReadLong(fields) : ReadShort(fields);

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("a", ProducerGroup);
        fields.Add("b", Topic);
        fields.Add("c", DefaultTopic);
        fields.Add("d", DefaultTopicQueueNums);
        fields.Add("e", QueueId);
        fields.Add("f", SysFlag);
        fields.Add("g", BornTimestamp);
        fields.Add("h", Flag);
        fields.Add("i", Properties);
        fields.Add("j", ReconsumeTimes);
        fields.Add("k", UnitMode);
        fields.Add("l", MaxReconsumeTimes);
        fields.Add("m", Batch);
        fields.Add("n", BrokerName);
    }

    private static SendMessageHeader ReadShort(ExtFields fields) => new()
    {
        ProducerGroup = fields.RequiredString("a"),
        Topic = fields.RequiredString("b"),
        DefaultTopic = fields.RequiredString("c"),
        DefaultTopicQueueNums = fields.RequiredInt32("d"),
        QueueId = fields.RequiredInt32("e"),
        SysFlag = fields.RequiredInt32("f"),
        BornTimestamp = fields.RequiredInt64("g"),
        Flag = fields.RequiredInt32("h"),
        Properties = fields.OptionalString("i"),
        ReconsumeTimes = fields.OptionalInt32("j"),
        UnitMode = fields.Boolean("k"),
        MaxReconsumeTimes = fields.OptionalInt32("l"),
        Batch = fields.Boolean("m"),
        BrokerName = fields.OptionalString("n"),
    };

    private static SendMessageHeader ReadLong(ExtFields fields) => new()
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
        MaxReconsumeTimes = fields.OptionalInt32("maxReconsumeTimes"),
        Batch = fields.Boolean("batch"),
        BrokerName = fields.OptionalString("bname"),
    };
}
