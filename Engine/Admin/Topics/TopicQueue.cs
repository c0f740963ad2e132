namespace Engine.Admin.Topics;

/// <summary>Bounds of one queue. Mirrors RocketMQ's TopicOffset.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="QueueId">Queue id.</param>
/// <param name="MinOffset">First offset still stored.</param>
/// <param name="MaxOffset">Offset the next message will get.</param>
/// <param name="LastStoredAt">Store time of the newest message; null when there is none.</param>
public sealed record TopicQueue(string Broker, int QueueId, long MinOffset, long MaxOffset, DateTimeOffset? LastStoredAt);
