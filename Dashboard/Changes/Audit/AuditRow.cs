namespace Dashboard.Changes.Audit;

/// <summary>Effect of a change on one queue.</summary>
internal sealed record AuditRow(string Topic, string Broker, int QueueId, long? Before, long? After, string? Error);
