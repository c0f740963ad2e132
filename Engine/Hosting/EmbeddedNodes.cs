using Engine.Broker;
using Engine.NameServer;

namespace Engine.Hosting;

/// <summary>Turns the cluster's settings into those of each node. Pure.</summary>
internal static class EmbeddedNodes
{
    /// <summary>Its key-value file lies beside the folder of the brokers, as no broker can be named so.</summary>
    public static NameServerOptions NameServer(EmbeddedClusterOptions options, string address) => new()
    {
        Address = address,
        KvConfigPath = Path.Combine(Path.GetDirectoryName(options.BrokersFolder) ?? options.BrokersFolder, "namesrv", "kvConfig.json"),
    };

    public static BrokerOptions Broker(EmbeddedClusterOptions options, string name, string address, string nameServer) => new()
    {
        ClusterName = options.ClusterName,
        BrokerName = name,
        Address = address,
        NameServers = [nameServer],
        StoreFolder = Path.Combine(options.BrokersFolder, name),
        CommitLogFileBytes = options.Store.SegmentBytes,
        ConsumeQueueFileBytes = options.Store.ConsumeQueueFileBytes,
        IndexSlots = options.Store.IndexSlots,
        IndexItems = options.Store.IndexItems,
        FlushSync = options.FlushDisk.Equals("Sync", StringComparison.OrdinalIgnoreCase),
        RetentionHours = options.Store.RetentionHours,
        RetentionBytes = options.Store.RetentionBytes,
    };
}
