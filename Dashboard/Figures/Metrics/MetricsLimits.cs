namespace Dashboard.Figures.Metrics;

/// <summary>How old what a scrape shows may be, and how long it waits for what is asked of others.</summary>
internal static class MetricsLimits
{
    /// <summary>Figures older than this are no longer known: their series are left out.</summary>
    internal static readonly TimeSpan OldestSample = TimeSpan.FromSeconds(15);

    /// <summary>Shortest distance of two reads of what clients and brokers say of themselves.</summary>
    internal static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(10);

    /// <summary>What they said counts as known for this long.</summary>
    internal static readonly TimeSpan OldestRead = TimeSpan.FromSeconds(30);

    /// <summary>Longest a scrape waits for such a read; it goes on, and the next scrape has it.</summary>
    internal static readonly TimeSpan ScrapeWait = TimeSpan.FromSeconds(1);

    /// <summary>Longest such a read may take.</summary>
    internal static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(8);
}
