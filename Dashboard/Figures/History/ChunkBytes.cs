namespace Dashboard.Figures.History;

/// <summary>A chunk of a series as it is stored.</summary>
/// <param name="Chunk">Number of the chunk in its tier since 1970.</param>
/// <param name="Bytes">In the form of <see cref="ChunkFormat"/>.</param>
internal readonly record struct ChunkBytes(long Chunk, byte[] Bytes);
