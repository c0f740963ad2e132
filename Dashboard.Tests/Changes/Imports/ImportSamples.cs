using Dashboard.Changes.Imports;
using Engine.Admin.Groups;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Dashboard.Tests.Changes.Imports;

/// <summary>Files and figures for the tests of imports: topic orders with the queues 0 and 1 (10 to 50 stored) on broker-a.</summary>
internal static class ImportSamples
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    public static MessageQueue Queue(int queueId) => new("orders", "broker-a", queueId);

    public static OffsetFile File(params StoredOffset[] offsets) => new(offsets);

    public static StoredOffset Offset(long offset, string group = "g", string topic = "orders", int queueId = 0) =>
        new(topic, group, queueId, offset);

    /// <summary>A group with one offset on queue 0 of orders.</summary>
    public static GroupFigures Group(
        bool online, long? offset, string name = "g", MessageModel model = MessageModel.Clustering)
    {
        GroupMemberView[] members = online ? [new GroupMemberView("c1", "127.0.0.1:1", "DOTNET", "V4_9_8")] : [];
        QueueFigures[] queues = [new(Queue(0), 10, 50, offset, null, null, null, null)];
        return new GroupFigures(name, [], model, null, null, members, queues, Now);
    }

    public static ClusterProgress Progress(params GroupFigures[] groups)
    {
        TopicQueue[] queues =
        [
            new("broker-a", 0, 10, 50, null), new("broker-a", 1, 10, 50, null), new("broker-b", 0, 0, 7, null),
            new("broker-b", 5, 0, 7, null),
        ];
        return new ClusterProgress(groups, [new TopicFigures("orders", TopicType.Normal, queues, Now)], [], Now, "push");
    }

    public static ImportPlan Plan(OffsetFile file, params GroupFigures[] groups) =>
        ImportPlanner.Plan("embedded", "broker-a", file, Progress(groups));
}
