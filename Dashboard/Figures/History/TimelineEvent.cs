namespace Dashboard.Figures.History;

/// <summary>One thing that happened, as the samples of a cluster tell it: up to a second after it did.</summary>
/// <param name="At">When the sample was read; for a reset, when the broker made it.</param>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Group">Group name; empty for nodes, whose events concern every group.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">Client id of a member, name and role of a node; empty otherwise.</param>
/// <param name="Count">Members afterwards, or queues that were moved or reset.</param>
/// <param name="Details">One line per queue, "topic broker Qn: before → after"; at most 20.</param>
internal sealed record TimelineEvent(
    DateTimeOffset At, string Cluster, string Group, TimelineKind Kind, string Subject, int Count, IReadOnlyList<string> Details);
