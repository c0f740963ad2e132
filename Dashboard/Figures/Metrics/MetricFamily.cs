namespace Dashboard.Figures.Metrics;

/// <summary>A gauge with all its series. Names and labels are those of apache/rocketmq-exporter, but for <c>console_…</c>.</summary>
/// <param name="Name">Metric name.</param>
/// <param name="Help">What the value is, in its unit.</param>
/// <param name="Labels">Label names.</param>
/// <param name="Read">The series of one cluster.</param>
internal sealed record MetricFamily(
    string Name, string Help, IReadOnlyList<string> Labels, Func<ClusterMetrics, IEnumerable<MetricSeries>> Read);
