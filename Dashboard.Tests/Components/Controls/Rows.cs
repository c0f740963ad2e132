using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;
using Engine.Tests.Time;

namespace Dashboard.Tests.Components.Controls;

/// <summary>Rows as the feed gives them.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = FakeTimeProvider.DefaultStart;

    public static QueueRow Queue(int queue, long broker, long? consumer, string topic = "orders", string? owner = "c1") => new(
        topic,
        "broker-a",
        queue,
        0,
        broker,
        consumer,
        broker - consumer,
        consumer is null ? null : 0,
        consumer is null ? null : consumer < broker ? 4200 : 0,
        consumer is > 0 ? Now.AddSeconds(-3) : null,
        10,
        consumer is null ? null : 9,
        null,
        owner,
        consumer is null ? "unknown" : "fine",
        new VerdictEvidence(VerdictKind.KeepsPace),
        Now);

    public static GroupRow Group(string name, long? lag, string state = "consuming", params string[] topics) => new(
        name, state, "because", 1, topics.Length == 0 ? ["orders"] : topics,
        lag, 0, 10, 9, "clustering", "push", 0, 4200, null, "fine", null, Now);
}
