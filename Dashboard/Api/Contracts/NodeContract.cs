using Engine.Admin.Clusters;

namespace Dashboard.Api.Contracts;

/// <summary>A node: its role is "name server", "broker" or "slave", its state stopped, starting, running, stopping or killed.</summary>
internal sealed record NodeContract(string Name, string Role, string Address, string State)
{
    public static NodeContract Of(NodeView node) => new(node.Name, node.Role, node.Address, node.State switch
    {
        NodeState.Running => "running",
        NodeState.Starting => "starting",
        NodeState.Stopping => "stopping",
        NodeState.Killed => "killed",
        _ => "stopped",
    });
}
