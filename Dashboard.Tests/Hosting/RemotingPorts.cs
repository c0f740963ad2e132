namespace Dashboard.Tests.Hosting;

/// <summary>Settings for the ports of the embedded cluster.</summary>
internal static class RemotingPorts
{
    /// <summary>No TCP: consoles of tests run side by side, each with the same addresses inside its own process.</summary>
    internal static readonly string[] None =
    [
        "--Console:Embedded:NameServerPort=-1", "--Console:Embedded:Brokers:0:Port=-1", "--Console:Embedded:Brokers:1:Port=-1",
    ];

    /// <summary>Free ports: another console manages the cluster from outside.</summary>
    internal static readonly string[] Free =
    [
        "--Console:Embedded:NameServerPort=0", "--Console:Embedded:Brokers:0:Port=0", "--Console:Embedded:Brokers:1:Port=0",
    ];
}
