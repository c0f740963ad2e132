namespace Engine.Store.Queues;

/// <summary>Names a consume queue.</summary>
internal readonly record struct QueueKey(string Topic, int QueueId);
