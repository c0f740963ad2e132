namespace Engine.Protocol.Headers;

/// <summary>Ext fields of UPDATE_AND_CREATE_TOPIC (17). Mirrors RocketMQ's CreateTopicRequestHeader.</summary>
internal sealed record CreateTopicHeader : ICommandHeader<CreateTopicHeader>
{
    public required string Topic { get; init; }

    public string? DefaultTopic { get; init; }

    public required int ReadQueueNums { get; init; }

    public required int WriteQueueNums { get; init; }

    public required int Perm { get; init; }

    public string? TopicFilterType { get; init; }

    public int? TopicSysFlag { get; init; }

    public bool Order { get; init; }

    public static CreateTopicHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        DefaultTopic = fields.OptionalString("defaultTopic"),
        ReadQueueNums = fields.RequiredInt32("readQueueNums"),
        WriteQueueNums = fields.RequiredInt32("writeQueueNums"),
        Perm = fields.RequiredInt32("perm"),
        TopicFilterType = fields.OptionalString("topicFilterType"),
        TopicSysFlag = fields.OptionalInt32("topicSysFlag"),
        Order = fields.Boolean("order"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("defaultTopic", DefaultTopic);
        fields.Add("readQueueNums", ReadQueueNums);
        fields.Add("writeQueueNums", WriteQueueNums);
        fields.Add("perm", Perm);
        fields.Add("topicFilterType", TopicFilterType);
        fields.Add("topicSysFlag", TopicSysFlag);
        fields.Add("order", Order);
    }
}
