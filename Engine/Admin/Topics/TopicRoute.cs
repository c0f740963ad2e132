namespace Engine.Admin.Topics;

/// <summary>A topic on one broker. Mirrors RocketMQ's QueueData with its BrokerData.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="Address">Address of its master, "ip:port"; null when no master is known.</param>
/// <param name="ReadQueues">Queues consumers read.</param>
/// <param name="WriteQueues">Queues producers write.</param>
/// <param name="Perm">Bits: 4 read, 2 write, 1 inherit.</param>
public sealed record TopicRoute(string Broker, string? Address, int ReadQueues, int WriteQueues, int Perm);
