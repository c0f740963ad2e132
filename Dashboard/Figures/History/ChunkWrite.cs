namespace Dashboard.Figures.History;

/// <summary>A chunk on its way to the database.</summary>
/// <param name="Track">Its series.</param>
/// <param name="Tier">Its tier.</param>
/// <param name="Data">The chunk.</param>
/// <param name="Merges">True when the database may have an older part of it, from before the process started.</param>
internal sealed record ChunkWrite(SeriesTrack Track, HistoryTier Tier, ChunkBytes Data, bool Merges);
