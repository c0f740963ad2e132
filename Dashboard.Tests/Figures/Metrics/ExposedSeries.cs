namespace Dashboard.Tests.Figures.Metrics;

/// <summary>One line of a page for Prometheus.</summary>
internal sealed record ExposedSeries(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
