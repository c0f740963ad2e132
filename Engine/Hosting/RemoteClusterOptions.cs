namespace Engine.Hosting;

/// <summary>One RocketMQ cluster that runs elsewhere, bound from <c>Console:Clusters:N</c>.</summary>
public sealed class RemoteClusterOptions
{
    /// <summary>
    /// Its name here, in figures and URLs: 1 to 127 letters, digits, _ and -; unique. Need not be the name that its brokers use.
    /// </summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>
    /// Addresses of its name servers, <c>host:port</c>, several with <c>;</c> between them (namesrvAddr). A host name is resolved whenever
    /// a connection is made.
    /// </summary>
    public string NameServers { get; set; } = string.Empty;

    /// <summary>Account that signs every request (RocketMQ 4.x access keys); empty = nothing is signed. <value>none</value></summary>
    public string? AccessKey { get; set; }

    /// <summary>What the account signs with, at least 6 characters; goes with <see cref="AccessKey"/>. <value>none</value></summary>
    public string? SecretKey { get; set; }

    /// <summary>Whether whoever uses the cluster may only look at it. <value>false</value></summary>
    public bool ReadOnly { get; set; }

    /// <summary>Whether it is spoken to by TLS (tls.enable). <value>false</value></summary>
    public bool Tls { get; set; }

    /// <summary>
    /// With <see cref="Tls"/>: takes any certificate (tls.test.mode.enable), for brokers with one that they made themselves; nobody then
    /// knows who answers. <value>false</value>
    /// </summary>
    public bool TlsAnyCertificate { get; set; }
}
