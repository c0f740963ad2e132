using Dashboard.Components.Controls;
using Engine.Admin.Clusters;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>What starting, stopping or killing a node means, in sentences for its confirmation. Pure.</summary>
internal static class NodeWords
{
    public static string Ask(Texts texts, NodeView node, NodeAction action) => texts.Format(
        action switch
        {
            NodeAction.Kill => "NodeKillAsk",
            NodeAction.Start => "NodeStartAsk",
            _ => "NodeStopAsk",
        },
        node.Name);

    public static string Button(Texts texts, NodeView node, NodeAction action) => texts.Format(
        action switch
        {
            NodeAction.Kill => "NodeKillOne",
            NodeAction.Start => "NodeStartOne",
            _ => "NodeStopOne",
        },
        node.Name);

    public static string Done(Texts texts, NodeView node, NodeAction action) => texts.Format(
        action switch
        {
            NodeAction.Kill => "NodeKilled",
            NodeAction.Start => "NodeStarted",
            _ => "NodeStopped",
        },
        node.Name);

    /// <summary>What happens to those who use the node.</summary>
    /// <param name="texts">The page's language.</param>
    /// <param name="node">The node.</param>
    /// <param name="action">What is done to it.</param>
    /// <param name="effect">What hangs on it; null when the figures cannot be read.</param>
    /// <param name="nodes">All of the cluster, of which slaves stand in for a master.</param>
    public static IReadOnlyList<string> Effects(
        Texts texts, NodeView node, NodeAction action, NodeEffect? effect, IReadOnlyList<NodeView> nodes)
    {
        if (node.IsNameServer)
        {
            return [texts["NodeServerRoutes"], texts["NodeServerBlind"], texts["NodeServerStart"]];
        }

        if (node.IsSlave)
        {
            return [texts.Format("NodeSlaveReads", node.Broker), texts["NodeSlaveFollows"]];
        }

        var slave = nodes.FirstOrDefault(one => one is { IsSlave: true, State: NodeState.Running } && one.Broker == node.Name);
        string figures = effect is null
            ? texts["NodeEffectUnknown"]
            : texts.Format(
                slave is null ? "NodeEffectQueues" : "NodeEffectSlave",
                texts.Count("WhatIfQueue", effect.Queues),
                texts.Count("NodeTopic", effect.Topics),
                texts.Count("NodeMessage", effect.Messages),
                slave?.Name ?? string.Empty);
        var groups = effect is null || slave is not null ? null : texts.Count("NodeGroup", effect.Groups);
        return
        [
            figures,
            .. groups is null ? Array.Empty<string>() : [groups],
            texts[action == NodeAction.Kill ? "NodeKillLoses" : "NodeStopKeeps"],
        ];
    }
}
