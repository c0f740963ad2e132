using System.Globalization;

namespace Engine.Admin.Clusters;

/// <summary>One node of an embedded cluster.</summary>
/// <param name="Name">Broker name, of a slave with its id behind, as "broker-a-1", or "name-server".</param>
/// <param name="Role">"name server", "broker" for a master, or "slave".</param>
/// <param name="Address">"ip:port".</param>
/// <param name="State">What it does.</param>
public sealed record NodeView(string Name, string Role, string Address, NodeState State)
{
    /// <summary>Name of the name server.</summary>
    public const string NameServer = "name-server";

    /// <summary>Role of the name server.</summary>
    public const string RoleOfNameServer = "name server";

    /// <summary>Role of a master.</summary>
    public const string RoleOfBroker = "broker";

    /// <summary>Role of a slave.</summary>
    public const string RoleOfSlave = "slave";

    /// <summary>Whether it is the name server.</summary>
    public bool IsNameServer => Role == RoleOfNameServer;

    /// <summary>Whether it is a slave.</summary>
    public bool IsSlave => Role == RoleOfSlave;

    /// <summary>Broker name, which a slave shares with its master.</summary>
    public string Broker => IsSlave ? Name[..Name.LastIndexOf('-')] : Name;

    /// <summary>0 = master, above 0 = slave.</summary>
    public long BrokerId => IsSlave ? long.Parse(Name.AsSpan(Name.LastIndexOf('-') + 1), CultureInfo.InvariantCulture) : 0;

    /// <summary>Whether an action does something in the state it is in.</summary>
    public bool Allows(NodeAction action) =>
        action == NodeAction.Start ? State is NodeState.Stopped or NodeState.Killed : State == NodeState.Running;
}
