namespace Engine.Broker.Statistics;

/// <summary>A counter at one moment. Mirrors CallSnapshot.</summary>
/// <param name="TimeMs">Ms since 1970.</param>
/// <param name="Value">What was counted since the start.</param>
/// <param name="Times">In how many steps.</param>
internal readonly record struct StatsSample(long TimeMs, long Value, long Times);
