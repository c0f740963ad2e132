namespace Engine.Admin.Statistics;

/// <summary>An offset as it was at one moment.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Offset">The offset; null when it was unknown.</param>
/// <param name="Lag">Of a consumer offset: the smallest lag since the sample before; null when none was known.</param>
public readonly record struct OffsetSample(DateTimeOffset At, long? Offset, long? Lag = null);
