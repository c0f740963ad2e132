namespace Engine.Client.Consuming.Rebalance;

/// <summary>The words for an empty share. Pure.</summary>
internal static class IdleReason
{
    public const string NotAMember = "idle: not a member of the group";
    public const string NoQueues = "idle: the topic has no queues";
    public const string MoreConsumersThanQueues = "idle: more consumers than queues";
    public const string NotConfigured = "idle: none of the topic's queues is configured for this consumer";
    public const string NoQueueInRooms = "idle: no queue is in the configured machine rooms";
    public const string MoreConsumersThanQueuesInRooms = "idle: more consumers than queues in the configured machine rooms";
    public const string MoreConsumersThanQueuesNearby = "idle: more consumers than queues in its machine room";
    public const string NothingOnTheRing = "idle: no queue falls to its places on the hash ring";

    /// <summary>The reason that the numbers alone give.</summary>
    public static string OfCounts(string clientId, int queues, IReadOnlyList<string> clientIds) =>
        Common(clientId, queues, clientIds) ?? MoreConsumersThanQueues;

    /// <summary>The reasons that every strategy shares; null when it is neither.</summary>
    public static string? Common(string clientId, int queues, IReadOnlyList<string> clientIds) =>
        !clientIds.Contains(clientId, StringComparer.Ordinal) ? NotAMember
        : queues == 0 ? NoQueues
        : null;
}
