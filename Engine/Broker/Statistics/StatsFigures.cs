namespace Engine.Broker.Statistics;

/// <summary>What a counter did over a window. Mirrors StatsSnapshot.</summary>
/// <param name="Sum">Counted in the window.</param>
/// <param name="Tps">The same per second.</param>
/// <param name="AveragePerTime">The same per step.</param>
internal readonly record struct StatsFigures(long Sum, double Tps, double AveragePerTime);
