namespace Engine.Admin.Subscriptions;

/// <summary>What some members of a group have in common.</summary>
/// <param name="Value">Their expression with its type ("TAG a || b"), or their word for it; null: they do not subscribe the topic.</param>
/// <param name="ClientIds">These members, by name.</param>
public sealed record SubscriptionVariant(string? Value, IReadOnlyList<string> ClientIds);
