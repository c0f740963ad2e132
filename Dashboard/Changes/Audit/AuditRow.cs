namespace Dashboard.Changes.Audit;

/// <summary>Effect of a change on one queue; the group is told where the entry is about several.</summary>
public sealed record AuditRow(
    string Topic, string Broker, int QueueId, long? Before, long? After, string? Error, string? Group = null);
