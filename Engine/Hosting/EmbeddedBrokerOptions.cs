namespace Engine.Hosting;

/// <summary>One broker of the embedded cluster.</summary>
public sealed class EmbeddedBrokerOptions
{
    /// <summary>Broker name, unique in the cluster.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>TCP port; 0 = any free one, -1 = no TCP. Accepted and unused until the TCP transport exists.</summary>
    public int Port { get; set; } = 10911;

    /// <summary>False leaves the broker out.</summary>
    public bool Enabled { get; set; } = true;
}
