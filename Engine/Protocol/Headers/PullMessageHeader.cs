namespace Engine.Protocol.Headers;

/// <summary>Ext fields of PULL_MESSAGE (11). Mirrors RocketMQ's PullMessageRequestHeader.</summary>
internal sealed record PullMessageHeader : ICommandHeader<PullMessageHeader>
{
    public required string ConsumerGroup { get; init; }

    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public required long QueueOffset { get; init; }

    public required int MaxMsgNums { get; init; }

    public required int SysFlag { get; init; }

    public required long CommitOffset { get; init; }

    public required long SuspendTimeoutMillis { get; init; }

    public string? Subscription { get; init; }

    public required long SubVersion { get; init; }

    public string? ExpressionType { get; init; }

    public string? BrokerName { get; init; }

    public static PullMessageHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
        Topic = fields.RequiredString("topic"),
        QueueId = fields.RequiredInt32("queueId"),
        QueueOffset = fields.RequiredInt64("queueOffset"),
        MaxMsgNums = fields.RequiredInt32("maxMsgNums"),
        SysFlag = fields.RequiredInt32("sysFlag"),
        CommitOffset = fields.RequiredInt64("commitOffset"),
        SuspendTimeoutMillis = fields.RequiredInt64("suspendTimeoutMillis"),
        Subscription = fields.OptionalString("subscription"),
        SubVersion = fields.RequiredInt64("subVersion"),
        ExpressionType = fields.OptionalString("expressionType"),
        BrokerName = fields.OptionalString("bname"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("topic", Topic);
        fields.Add("queueId", QueueId);
        fields.Add("queueOffset", QueueOffset);
        fields.Add("maxMsgNums", MaxMsgNums);
        fields.Add("sysFlag", SysFlag);
        fields.Add("commitOffset", CommitOffset);
        fields.Add("suspendTimeoutMillis", SuspendTimeoutMillis);
        fields.Add("subscription", Subscription);
        fields.Add("subVersion", SubVersion);
        fields.Add("expressionType", ExpressionType);
        fields.Add("bname", BrokerName);
    }
}
