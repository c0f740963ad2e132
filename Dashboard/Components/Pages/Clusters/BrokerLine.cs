using Engine.Admin.Clusters;
using Engine.Admin.Replication;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>A broker on the page of its cluster: one that is registered, or a node of the embedded cluster that is not.</summary>
/// <param name="Broker">Who it is; its state is "offline" when no name server knows it.</param>
/// <param name="Runtime">What it says of itself; null when it was not asked.</param>
/// <param name="Node">What can be done to it; null where that is nothing.</param>
public sealed record BrokerLine(BrokerView Broker, BrokerRuntime? Runtime, NodeView? Node)
{
    /// <summary>How its replication stands; null when it was not asked.</summary>
    public ReplicationNode? Replication { get; init; }

    /// <summary>Name and id, as masters and slaves share a name.</summary>
    public string Key => $"{Broker.Name}/{Broker.Id}";

    /// <summary>What it does, in one word of the page.</summary>
    public string State => Node is { State: not NodeState.Running } node ? WordOf(node.State)
        : Broker.State != "online" ? (Node is null ? Broker.State : "unregistered")
        : Broker.Problem is not null ? "not writable"
        : IsBehind ? "catching up" : Broker.State;

    /// <summary>Whether it is a slave that is connected to its master, has not all that it has, and says so.</summary>
    public bool IsBehind => Broker.Id > 0 && Replication is { IsCaughtUp: false, IsConnected: not false };

    /// <summary>Why it is not as it should be; null when it is.</summary>
    public string? Problem => Broker.Problem ?? Runtime?.Problem ?? Replication?.Problem;

    /// <summary>Bytes of its log; null when unknown.</summary>
    public long? StoredBytes => Runtime?.Count("commitLogMaxOffset") - Runtime?.Count("commitLogMinOffset");

    /// <summary>Since when it runs; null when unknown.</summary>
    public DateTimeOffset? StartedAt =>
        Runtime?.Count("bootTimestamp") is { } boot ? DateTimeOffset.FromUnixTimeMilliseconds(boot) : null;

    /// <summary>How many messages it takes a second.</summary>
    public double? PutRate => Runtime?.Rate("putTps");

    /// <summary>How many messages it hands out a second; older brokers misspell the key.</summary>
    public double? GetRate => Runtime?.Rate("getTransferredTps") ?? Runtime?.Rate("getTransferedTps");

    internal static string WordOf(NodeState state) => state switch
    {
        NodeState.Running => "online",
        NodeState.Starting => "starting",
        NodeState.Stopping => "stopping",
        NodeState.Killed => "killed",
        _ => "stopped",
    };
}
