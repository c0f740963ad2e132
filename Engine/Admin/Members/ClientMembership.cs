namespace Engine.Admin.Members;

/// <summary>A client in one consumer group.</summary>
/// <param name="Group">Group name.</param>
/// <param name="Subscriptions">What the group subscribes, as its last heartbeat told, by topic.</param>
/// <param name="Running">What the client says that it does now; null when it did not say.</param>
/// <param name="Problem">Why there is no <paramref name="Running"/>; null when there is.</param>
public sealed record ClientMembership(
    string Group, IReadOnlyList<SubscribedTopic> Subscriptions, RunningInfo? Running, string? Problem);
