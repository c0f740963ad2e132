namespace Engine.Admin.Statistics;

/// <summary>An offset as it was at one moment.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Offset">The offset; null when it was unknown.</param>
public readonly record struct OffsetSample(DateTimeOffset At, long? Offset);
