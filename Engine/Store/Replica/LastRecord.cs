namespace Engine.Store.Replica;

/// <summary>Where the record at a log's end lies.</summary>
/// <param name="Offset">Its log offset.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record LastRecord(long Offset, int Size);
