using Dashboard.Figures.Sampling;

namespace Dashboard.Api.Queues;

/// <summary>A queue of a group as exported over all groups: the group first, then the row.</summary>
internal sealed record QueueExportRow(string Group, QueueRow Row);
