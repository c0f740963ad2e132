using Engine.Protocol;

namespace Dashboard.Figures.Sampling;

/// <summary>What is shown of brokers that did not answer: their last known rows, with the age they have.</summary>
internal static class MissingRows
{
    internal static IReadOnlyList<QueueRow> Of(string group, IReadOnlyList<string> unreachable, ClusterSample? before) =>
        unreachable.Count > 0 && before is not null && before.Groups.TryGetValue(group, out var known)
            ? [.. known.Queues.Where(row => unreachable.Contains(row.Broker, StringComparer.Ordinal))]
            : [];

    /// <summary>A sentence that names the brokers; null when all answered.</summary>
    internal static string? Problem(IReadOnlyList<string> unreachable) =>
        unreachable.Count == 0 ? null : $"No answer from {string.Join(", ", unreachable)}; its rows are the last known ones.";

    internal static MessageQueue QueueOf(QueueRow row) => new(row.Topic, row.Broker, row.QueueId);
}
