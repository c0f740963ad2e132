using Engine.Protocol.Bodies;

namespace Engine.Admin.Statistics;

/// <summary>
/// Which topics belong to a group: those that any broker knows it on, by subscription or by offset. Pure. A broker that does not know
/// the group on one of them leaves its queues out of its answer; they belong to the group all the same, without an offset.
/// </summary>
internal static class GroupScope
{
    public static IEnumerable<string> TopicsOf(GroupProgress part) =>
        part.Subscriptions.Select(subscription => subscription.Topic).Concat(part.Queues.Select(queue => queue.Topic));

    public static IReadOnlySet<string> TopicsOf(IEnumerable<GroupProgress> parts) =>
        parts.SelectMany(TopicsOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Topics of the group whose queues a broker's part does not show; with null, as it has no part, all of them.</summary>
    public static IReadOnlyList<string> MissingFrom(GroupProgress? part, IReadOnlySet<string> topics)
    {
        var shown = (part?.Queues ?? []).Select(queue => queue.Topic).ToHashSet(StringComparer.Ordinal);
        return [.. topics.Where(topic => !shown.Contains(topic)).Order(StringComparer.Ordinal)];
    }
}
