namespace Engine.Hosting;

/// <summary>Who may use the remoting ports of the embedded cluster, bound from <c>Console:Embedded:Acl</c>.</summary>
public sealed class EmbeddedAclOptions
{
    /// <summary>False ignores signatures. <value>false</value></summary>
    public bool Enabled { get; set; }

    /// <summary>The accounts, at least one when enabled.</summary>
    public IList<EmbeddedAclAccount> Accounts { get; } = [];
}
