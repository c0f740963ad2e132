using Dashboard.Figures.History;

namespace Dashboard.Api.Contracts;

/// <summary>What happened to a group, the newest first; problem says why something may be missing.</summary>
internal sealed record TimelineContract(
    string Cluster, string Group, IReadOnlyList<TimelineEventContract> Events, string? Problem)
{
    public static TimelineContract Of(string cluster, string group, IReadOnlyList<TimelineEvent> events, string? problem) =>
        new(cluster, group, [.. events.Select(TimelineEventContract.Of)], problem);
}
