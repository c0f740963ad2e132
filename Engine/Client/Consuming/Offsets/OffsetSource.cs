namespace Engine.Client.Consuming.Offsets;

/// <summary>Where an offset is read from. Mirrors RocketMQ's ReadOffsetType.</summary>
internal enum OffsetSource
{
    Memory,
    Store,
    MemoryFirstThenStore,
}
