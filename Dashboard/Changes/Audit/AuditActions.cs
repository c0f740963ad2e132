namespace Dashboard.Changes.Audit;

/// <summary>Every name under which a change stands in the audit; scripts filter by them.</summary>
internal static class AuditActions
{
    public const string OffsetsReset = "offsets.reset";
    public const string OffsetsUndo = "offsets.undo";
    public const string OffsetsImport = "offsets.import";
    public const string TopicCreate = "topic.create";
    public const string TopicUpdate = "topic.update";
    public const string TopicDelete = "topic.delete";
    public const string GroupConfigure = "group.configure";
    public const string GroupDelete = "group.delete";
    public const string MessageSend = "message.send";
    public const string MessageResend = "message.resend";
    public const string MessageConsume = "message.consume";
    public const string NodeStart = "node.start";
    public const string NodeStop = "node.stop";
    public const string NodeKill = "node.kill";
    public const string NodeAddSlave = "node.add-slave";
    public const string DemoProducerStart = "demo.producer.start";
    public const string DemoProducerStop = "demo.producer.stop";
    public const string DemoConsumerStart = "demo.consumer.start";
    public const string DemoConsumerStop = "demo.consumer.stop";
    public const string DemoConsumerKill = "demo.consumer.kill";
    public const string DemoBurst = "demo.burst";

    /// <summary>All of them, those of one kind side by side.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OffsetsReset, OffsetsUndo, OffsetsImport,
        TopicCreate, TopicUpdate, TopicDelete,
        GroupConfigure, GroupDelete,
        MessageSend, MessageResend, MessageConsume,
        NodeStart, NodeStop, NodeKill, NodeAddSlave,
        DemoProducerStart, DemoProducerStop, DemoConsumerStart, DemoConsumerStop, DemoConsumerKill, DemoBurst,
    ];

    /// <summary>What a filter can be set to: each kind, which takes all of it in, before its actions.</summary>
    public static IReadOnlyList<string> Choices { get; } =
        [.. All.GroupBy(KindOf, StringComparer.Ordinal).SelectMany(kind => kind.Prepend(kind.Key))];

    private static string KindOf(string action) => action.Split('.')[0];
}
