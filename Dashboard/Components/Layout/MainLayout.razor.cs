using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Dashboard.Components.Layout;

/// <summary>Frame of every page: top bar, navigation, the page, results and dialogs.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private string _cluster = string.Empty;
    private bool _drawer;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        Display.Changed -= OnDisplayChanged;
    }

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += OnLocationChanged;
        Display.Changed += OnDisplayChanged;
        _cluster = CurrentCluster();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            await UseBrowserFactsAsync();
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone already, or could not load the script: times stay in UTC, and say so.
        }
    }

    private async Task UseBrowserFactsAsync()
    {
        await using var module = await Script.InvokeAsync<IJSObjectReference?>("import", "./js/browser.js");
        if (module is not null && await module.InvokeAsync<BrowserFacts?>("facts") is { } facts)
        {
            Display.Use(facts.TimeZone, facts.Language);
        }
    }

    private string CurrentCluster()
    {
        var path = Navigation.ToBaseRelativePath(Navigation.Uri);
        var named = PageLinks.ClusterOf(path) ?? PageQuery.Get(path, "cluster");
        return named ?? path.Split('?', '#')[0] switch
        {
            PageLinks.Overview => FirstName(Clusters.Clusters),
            PageLinks.Demo => FirstName(Clusters.Clusters.Where(cluster => cluster.Kind == ClusterKind.Embedded)),
            _ => _cluster.Length > 0 ? _cluster : FirstName(Clusters.Clusters),
        };
    }

    private static string FirstName(IEnumerable<IClusterGateway> clusters) => clusters.FirstOrDefault()?.Name ?? string.Empty;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs args)
    {
        _cluster = CurrentCluster();
        _drawer = false;
        _boundary?.Recover();
        StateHasChanged();
    }

    private void OnDisplayChanged() => _ = InvokeAsync(StateHasChanged);

    private void ToggleDrawer() => _drawer = !_drawer;

    private void CloseDrawer() => _drawer = false;

    private sealed record BrowserFacts(string? TimeZone, string? Language);
}
