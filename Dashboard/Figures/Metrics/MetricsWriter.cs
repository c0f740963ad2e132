using System.IO.Pipelines;

namespace Dashboard.Figures.Metrics;

/// <summary>Writes families one by one and hands on what is written every 32 KiB; stops at a number of series.</summary>
internal sealed class MetricsWriter(PipeWriter output, int maxSeries)
{
    private const long FlushBytes = 32 * 1024;

    private int _left = maxSeries;

    /// <summary>Whether a series was left out because there were too many.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>
    /// One family of all clusters. A label set that two of them have, as the exporter's labels do not always name the cluster, is written
    /// for the first alone: twice would make the whole page invalid.
    /// </summary>
    internal async ValueTask WriteAsync(
        MetricFamily family, IReadOnlyList<ClusterMetrics> clusters, CancellationToken cancellationToken)
    {
        var seen = clusters.Count > 1 && !family.Labels.Contains("cluster") ? new HashSet<string>(StringComparer.Ordinal) : null;
        var begun = false;
        foreach (var series in clusters.SelectMany(family.Read))
        {
            if (series.Value is not { } value || !double.IsFinite(value) || seen?.Add(string.Join('\n', series.Labels)) == false)
                continue;

            if (_left == 0)
            {
                IsCut = true;
                return;
            }

            if (!begun)
                MetricsText.WriteHead(output, family);

            begun = true;
            _left--;
            MetricsText.WriteSeries(output, family, series, value);
            if (output.UnflushedBytes >= FlushBytes)
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
