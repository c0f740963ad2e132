namespace Dashboard.Changes.Audit;

/// <summary>What is about to be done.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Cluster">Cluster it concerns.</param>
/// <param name="Action">Such as "offsets.reset", "topic.create".</param>
/// <param name="Subject">The topic, group or traffic it concerns.</param>
/// <param name="Reason">Given by the actor; null when none was.</param>
/// <param name="Request">The wish as text, for the reader.</param>
internal sealed record AuditEntry(Actor Actor, string Cluster, string Action, string Subject, string? Reason, string Request);
