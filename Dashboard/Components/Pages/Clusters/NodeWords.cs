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

    /// <summary><paramref name="effect"/> is null when the figures cannot be read.</summary>
    public static IReadOnlyList<string> Effects(Texts texts, NodeView node, NodeAction action, NodeEffect? effect)
    {
        if (node.IsNameServer)
        {
            return [texts["NodeServerRoutes"], texts["NodeServerBlind"], texts["NodeServerStart"]];
        }

        string figures = effect is null
            ? texts["NodeEffectUnknown"]
            : texts.Format(
                "NodeEffectQueues",
                texts.Count("WhatIfQueue", effect.Queues),
                texts.Count("NodeTopic", effect.Topics),
                texts.Count("NodeMessage", effect.Messages));
        var groups = effect is null ? null : texts.Count("NodeGroup", effect.Groups);
        return
        [
            figures,
            .. groups is null ? Array.Empty<string>() : [groups],
            texts[action == NodeAction.Kill ? "NodeKillLoses" : "NodeStopKeeps"],
        ];
    }
}
