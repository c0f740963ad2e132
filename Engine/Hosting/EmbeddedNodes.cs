using Engine.Broker;

namespace Engine.Hosting;

/// <summary>Turns the cluster's settings into those of each node. Pure.</summary>
internal static class EmbeddedNodes
{
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
