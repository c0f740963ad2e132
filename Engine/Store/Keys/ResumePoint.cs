namespace Engine.Store.Keys;

/// <summary>Where indexing goes on.</summary>
/// <param name="Position">Log offset of the next record to look at.</param>
/// <param name="KeysDone">How many of that record's keys are in the index already.</param>
internal readonly record struct ResumePoint(long Position, int KeysDone);
