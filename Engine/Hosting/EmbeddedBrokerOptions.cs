namespace Engine.Hosting;

/// <summary>One broker of the embedded cluster.</summary>
public sealed class EmbeddedBrokerOptions
{
    /// <summary>Slaves that a broker may have.</summary>
    public const int MostSlaves = 9;

    /// <summary>Broker name, unique in the cluster: 1 to 127 letters, digits, _ and -; also the name of its folder.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>
    /// TCP port; 0 = any free one, -1 = no TCP. From 3 on, the port − 2 is listened on too, for clients with vipChannelEnabled.
    /// <value>10911</value>
    /// </summary>
    public int Port { get; set; } = 10911;

    /// <summary>
    /// Number of slaves, 0 to 9. Slave k has the id k, listens on the port + 100·k and lies in a folder of the name and its id. A broker
    /// with slaves and TCP listens on its port + 1 too, where slaves of other processes may follow it. <value>0</value>
    /// </summary>
    public int Slaves { get; set; }

    /// <summary>
    /// <c>Async</c> answers a send at once, <c>Sync</c> when a slave has the message; that needs a slave. <value>Async</value>
    /// </summary>
    public string Replication { get; set; } = "Async";

    /// <summary>False leaves the broker out. <value>true</value></summary>
    public bool Enabled { get; set; } = true;

    internal bool IsSync => Replication.Equals("Sync", StringComparison.OrdinalIgnoreCase);
}
