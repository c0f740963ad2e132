namespace Engine.Admin.Clusters;

/// <summary>One node of an embedded cluster.</summary>
/// <param name="Name">Broker name, or "name-server".</param>
/// <param name="Role">"name server" or "broker".</param>
/// <param name="Address">"ip:port".</param>
/// <param name="State">What it does.</param>
public sealed record NodeView(string Name, string Role, string Address, NodeState State)
{
    /// <summary>Name of the name server.</summary>
    public const string NameServer = "name-server";

    /// <summary>Role of the name server.</summary>
    public const string RoleOfNameServer = "name server";

    /// <summary>Role of a broker.</summary>
    public const string RoleOfBroker = "broker";

    /// <summary>Whether it is the name server.</summary>
    public bool IsNameServer => Role == RoleOfNameServer;

    /// <summary>Whether an action does something in the state it is in.</summary>
    public bool Allows(NodeAction action) =>
        action == NodeAction.Start ? State is NodeState.Stopped or NodeState.Killed : State == NodeState.Running;
}
