namespace Dashboard.Figures.Metrics;

/// <summary>One series: its value now and the values of its family's labels, in their order.</summary>
/// <param name="Value">Null is unknown: the series is left out.</param>
/// <param name="Labels">One per label name of the family.</param>
internal readonly record struct MetricSeries(double? Value, params string[] Labels);
