namespace Engine.Broker.Locks;

/// <summary>Who consumes a queue in order.</summary>
/// <param name="ClientId">The member.</param>
/// <param name="RefreshedAt">Timestamp of the clock when it last asked for the lock.</param>
internal readonly record struct QueueLock(string ClientId, long RefreshedAt);
