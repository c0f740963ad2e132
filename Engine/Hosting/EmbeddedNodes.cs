using Engine.Broker;
using Engine.NameServer;

namespace Engine.Hosting;

/// <summary>Turns the cluster's settings into those of each node. Pure.</summary>
internal static class EmbeddedNodes
{
    /// <summary>A master of this process is back within moments.</summary>
    private static readonly TimeSpan HaReconnectDelay = TimeSpan.FromSeconds(1);

    /// <summary>Its key-value file lies beside the folder of the brokers, as no broker can be named so.</summary>
    public static NameServerOptions NameServer(EmbeddedClusterOptions options, string address) => new()
    {
        Address = address,
        KvConfigPath = Path.Combine(Path.GetDirectoryName(options.BrokersFolder) ?? options.BrokersFolder, "namesrv", "kvConfig.json"),
    };

    /// <summary>
    /// Slaves may be added while the cluster runs, so that every master serves them in this process and lets them be read; that costs
    /// nothing while nobody follows.
    /// </summary>
    public static BrokerOptions Broker(EmbeddedClusterOptions options, EmbeddedAddresses addresses, EmbeddedBrokerAddress broker)
    {
        var master = addresses.Brokers.First(one => !one.IsSlave && one.Broker == broker.Broker);
        var isSync = options.Brokers.Any(one => one.Enabled && one.Name == broker.Broker && one.IsSync);
        return new()
        {
            ClusterName = options.ClusterName,
            BrokerName = broker.Broker,
            BrokerId = broker.Id,
            Role = broker.IsSlave ? BrokerRole.Slave : isSync ? BrokerRole.SyncMaster : BrokerRole.AsyncMaster,
            HaAddress = broker.IsSlave ? null : broker.HaAddress,
            MasterAddress = broker.IsSlave ? master.Address : null,
            MasterHaAddress = broker.IsSlave ? master.HaAddress : null,
            SlaveReadEnable = true,
            HaReconnectDelay = HaReconnectDelay,
            Address = broker.Address,
            NameServers = [addresses.NameServer],
            StoreFolder = Path.Combine(options.BrokersFolder, broker.Node),
            CommitLogFileBytes = options.Store.SegmentBytes,
            ConsumeQueueFileBytes = options.Store.ConsumeQueueFileBytes,
            IndexSlots = options.Store.IndexSlots,
            IndexItems = options.Store.IndexItems,
            FlushSync = options.FlushDisk.Equals("Sync", StringComparison.OrdinalIgnoreCase),
            RetentionHours = options.Store.RetentionHours,
            RetentionBytes = options.Store.RetentionBytes,
        };
    }
}
