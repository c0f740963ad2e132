using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Dashboard.Tests.Clusters;

/// <summary>Figures for tests: one topic "orders" on broker-a and broker-b, one group "g".</summary>
internal static class Sample
{
    internal static QueueFigures Queue(long brokerOffset, long? consumerOffset, string broker = "broker-a", int queueId = 0) =>
        new(new MessageQueue("orders", broker, queueId), 0, brokerOffset, consumerOffset, null, null, null, "client-1");

    internal static GroupFigures Group(string name = "g", params QueueFigures[] queues) =>
        new(
            name,
            SwitchedOffOn: [],
            MessageModel.Clustering,
            ConsumeType.Passively,
            MembersChangedAt: null,
            [new GroupMemberView("client-1", "127.0.0.1:50000", "JAVA", "V4_9_8")],
            queues,
            default);

    internal static TopicFigures Topic(string name = "orders", params long[] maxOffsets) =>
        new(
            name,
            TopicType.Normal,
            [.. maxOffsets.Select((max, queueId) => new TopicQueue("broker-a", queueId, 0, max, null))],
            default);
}
