namespace Engine.Admin.Offsets;

/// <summary>Answer of a search by time.</summary>
/// <param name="Offset">First offset stored at or after the time, or max when there is none.</param>
/// <param name="Exists">False when no message is that young.</param>
public readonly record struct OffsetAtTime(long Offset, bool Exists);
