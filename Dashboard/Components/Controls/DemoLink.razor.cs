using Dashboard.Clusters;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>The way to the demo from a page that has nothing to show; nothing where the demo cannot reach the page's cluster.</summary>
public sealed partial class DemoLink
{
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    /// <summary>Whether something else is the first thing to do.</summary>
    [Parameter]
    public bool IsQuiet { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private bool IsEmbedded => Clusters.Find(Cluster)?.Kind == ClusterKind.Embedded;
}
