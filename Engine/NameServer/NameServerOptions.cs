namespace Engine.NameServer;

/// <summary>Settings of a name server. Mirrors NamesrvConfig and the constants of RouteInfoManager.</summary>
internal sealed record NameServerOptions
{
    /// <summary>"ip:port" it listens on.</summary>
    public required string Address { get; init; }

    /// <summary>File of the key-value settings, absolute; null keeps them in memory only.</summary>
    public string? KvConfigPath { get; init; }

    /// <summary>A broker silent for longer leaves the routes.</summary>
    public TimeSpan BrokerSilence { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>From the start to the first search for silent brokers.</summary>
    public TimeSpan FirstScanDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two searches.</summary>
    public TimeSpan ScanPeriod { get; init; } = TimeSpan.FromSeconds(10);
}
