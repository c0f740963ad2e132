using Engine.Store.Queues;

namespace Engine.Store.Queries;

/// <summary>A queue entry that a reader wants the record of.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="QueueOffset">Its place in the queue.</param>
internal readonly record struct FoundEntry(ConsumeQueueEntry Entry, long QueueOffset);
