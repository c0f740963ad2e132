using Dashboard.Components.Controls;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>What can be done to a node in the state it is in; nothing where the node is not ours.</summary>
public sealed partial class NodeButtons
{
    [Parameter, EditorRequired]
    public NodeView? Node { get; set; }

    [Parameter]
    public bool IsReadOnly { get; set; }

    [Parameter]
    public EventCallback<(NodeView Node, NodeAction Action)> OnAct { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;
}
