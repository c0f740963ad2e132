namespace Engine.Hosting;

/// <summary>One broker of the embedded cluster.</summary>
public sealed class EmbeddedBrokerOptions
{
    /// <summary>Broker name, unique in the cluster: 1 to 127 letters, digits, _ and -; also the name of its folder.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>
    /// TCP port; 0 = any free one, -1 = no TCP. From 3 on, the port − 2 is listened on too, for clients with vipChannelEnabled.
    /// <value>10911</value>
    /// </summary>
    public int Port { get; set; } = 10911;

    /// <summary>Number of slaves; above 0 is refused until replication exists. <value>0</value></summary>
    public int Slaves { get; set; }

    /// <summary><c>Async</c> or <c>Sync</c>; <c>Sync</c> is refused until replication exists. <value>Async</value></summary>
    public string Replication { get; set; } = "Async";

    /// <summary>False leaves the broker out. <value>true</value></summary>
    public bool Enabled { get; set; } = true;
}
