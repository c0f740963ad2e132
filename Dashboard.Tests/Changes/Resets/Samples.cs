using Dashboard.Changes.Resets;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Dashboard.Tests.Changes.Resets;

/// <summary>Groups and wishes for the tests of resets.</summary>
internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    public static MessageQueue Queue(int queueId, string topic = "orders") => new(topic, "broker-a", queueId);

    public static QueueFigures Figures(int queueId, long min, long max, long? consumer, string topic = "orders") =>
        new(Queue(queueId, topic), min, max, consumer, null, null, null, null);

    public static GroupFigures Group(bool online, params QueueFigures[] queues)
    {
        GroupMemberView[] members = online ? [new GroupMemberView("c1", "127.0.0.1:1", "DOTNET", "V4_9_8")] : [];
        return new GroupFigures("g", [], MessageModel.Clustering, null, null, members, queues, Now);
    }

    public static ResetRequest Request(ResetMode mode, long? offset = null, DateTimeOffset? at = null) =>
        new("embedded", "g", null, null, mode, at, offset);

    public static ResetPlan Plan(bool online, ResetMode mode, params ResetPlanRow[] rows) =>
        new("p1", Request(mode, offset: 0), rows, online, Now);
}
