namespace Engine.Broker.Offsets;

/// <summary>An offset of a queue that was above the queue's end, and the end it was lowered to.</summary>
internal readonly record struct LoweredOffset(int QueueId, long Before, long After);
