namespace Engine.Store;

/// <summary>A queue's offsets: the first one still stored, and the next one to be written.</summary>
internal readonly record struct QueueBounds(long Min, long Max);
