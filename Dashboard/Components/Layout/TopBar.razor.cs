using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Layout;

/// <summary>Product, cluster, live indicator, theme, help.</summary>
public sealed partial class TopBar
{
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public EventCallback OnMenu { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    private IReadOnlyList<string> Names => [.. Clusters.Clusters.Select(cluster => cluster.Name)];

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? false;

    private string KindTitle => Clusters.Find(Cluster)?.Kind == ClusterKind.Embedded
        ? Texts["ClusterEmbedded"]
        : Texts["ClusterRemote"];

    private void Choose(ChangeEventArgs args)
    {
        var path = Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo(PageLinks.InCluster(path, args.Value?.ToString() ?? Cluster));
    }

    private Task ShowHelpAsync() => Dialogs.OpenAsync<HelpDialog>(Texts["Keyboard"], [], DialogLook.Of("420px"));
}
