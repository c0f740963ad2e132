using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Layout;

/// <summary>The pages: icons and words, icons alone on narrow screens, a drawer on phones.</summary>
public sealed partial class NavMenu
{
    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public EventCallback OnLeave { get; set; }

    /// <summary>The bare address shows the first cluster.</summary>
    private string OverviewLink =>
        Clusters.Clusters is [var first, ..] && first.Name != Cluster ? PageLinks.OverviewOf(Cluster) : PageLinks.Overview;

    /// <summary>The demo runs in the embedded cluster only; without any cluster its page says so.</summary>
    private bool IsEmbedded => Clusters.Find(Cluster)?.Kind != ClusterKind.Remote;
}
