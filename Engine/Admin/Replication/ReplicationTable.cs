namespace Engine.Admin.Replication;

/// <summary>How one of a slave's tables stands to its master's.</summary>
/// <param name="Name">topics, consumerOffset, delayOffset or subscriptionGroup.</param>
/// <param name="LastSync">When it was last the same; null = never.</param>
/// <param name="Problem">Why the last attempt failed, in a sentence; null when it did not.</param>
public sealed record ReplicationTable(string Name, DateTimeOffset? LastSync, string? Problem);
