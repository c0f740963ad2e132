namespace Engine.Admin.Clusters;

/// <summary>One broker of a cluster.</summary>
/// <param name="Name">Broker name.</param>
/// <param name="Id">0 = master, above 0 = slave.</param>
/// <param name="Role">"master" or "slave".</param>
/// <param name="Address">"ip:port".</param>
/// <param name="State">"online" when it is registered with a name server, else "offline".</param>
public sealed record BrokerView(string Name, long Id, string Role, string Address, string State)
{
    /// <summary>As its node is called: a master as its broker, a slave with its id behind that, as "broker-a-1".</summary>
    public string NodeName() => BrokerEndpoint.NodeOf(Name, Id);

    /// <summary>Why it takes no messages although it is online, as a full disk; null when it does, or when nobody can tell.</summary>
    public string? Problem { get; init; }
}
