namespace Engine.Broker.Offsets;

/// <summary>When a table of offsets is saved, and what its logs call it.</summary>
/// <param name="Table">"consumer offsets", say.</param>
/// <param name="FirstDelay">From the start to the first turn.</param>
/// <param name="Period">Between turns.</param>
internal readonly record struct OffsetFlushTimes(string Table, TimeSpan FirstDelay, TimeSpan Period);
