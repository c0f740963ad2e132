namespace Dashboard.Configuration;

/// <summary>Section <c>Console:Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    internal const int MostSeries = 1_000_000;

    /// <summary>Whether there are series per queue, which are the many ones. <value>true</value></summary>
    public bool PerQueue { get; set; } = true;

    /// <summary>Most series of one scrape, 1 to 1,000,000; those per queue come last and are left out first. <value>50000</value></summary>
    public int MaxSeries { get; set; } = 50_000;
}
