namespace Dashboard.Configuration;

/// <summary>Section <c>Console:History</c>: how much of the figures is kept in history.db.</summary>
internal sealed class HistoryOptions
{
    internal const int LongestRetentionDays = 90;
    internal const long SmallestBytes = 16L << 20;
    internal const int FewestSeries = 100;
    internal const int MostSeries = 200_000;

    /// <summary>Days that figures by the minute are kept, 1 to 90. <value>7</value></summary>
    public int RetentionDays { get; set; } = 7;

    /// <summary>Most bytes of the database, 16 MiB at least; above them all is kept for a shorter time. <value>536870912</value></summary>
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>Most series: queues of groups, and totals of groups, topics and clusters; 100 to 200,000. <value>20000</value></summary>
    public int MaxSeries { get; set; } = 20_000;
}
