namespace Engine.Hosting;

/// <summary>Settings of the embedded cluster, bound from <c>Console:Embedded</c>.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>False runs none. <value>true</value></summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Its name in URLs and figures. <value>embedded</value></summary>
    public string ClusterName { get; set; } = "embedded";

    /// <summary>TCP port of the name server; 0 = any free one, -1 = no TCP. <value>9876</value></summary>
    public int NameServerPort { get; set; } = 9876;

    /// <summary>Where the remoting ports listen. <value>127.0.0.1</value></summary>
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>Address told to clients; null = the bind address.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Allows a bind address that is not loopback without ACL. <value>false</value></summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Who may use the remoting ports.</summary>
    public EmbeddedAclOptions Acl { get; set; } = new();

    /// <summary><c>Async</c> or <c>Sync</c>. <value>Async</value></summary>
    public string FlushDisk { get; set; } = "Async";

    /// <summary>Folder that holds one folder per broker, absolute.</summary>
    public string BrokersFolder { get; set; } = string.Empty;

    /// <summary>
    /// Folder for what clients of this cluster keep themselves, the offsets of broadcasting consumers, absolute; null = .rocketmq_offsets
    /// in the user's home.
    /// </summary>
    public string? ClientsFolder { get; set; }

    /// <summary>File sizes and retention.</summary>
    public EmbeddedStoreOptions Store { get; set; } = new();

    /// <summary>The brokers, at least one enabled.</summary>
    public IList<EmbeddedBrokerOptions> Brokers { get; } = [];
}
