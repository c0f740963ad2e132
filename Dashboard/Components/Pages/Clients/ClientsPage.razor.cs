using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Clients;

/// <summary>All connected clients of a cluster, with what the consumers say of themselves; the search stands in the address.</summary>
public sealed partial class ClientsPage : IAsyncDisposable
{
    private AskedReading<ClientList> _asked = default!;
    private PageAddress _address = default!;
    private string _search = string.Empty;
    private string? _shown;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private ClientList? Now => _asked.Value;

    private IReadOnlyList<ClientView>? Shown => Now?.Clients.Where(client => ClientLine.Of(client).Any(line => line.Has(_search))).ToList();

    private string? CountText => Now is null ? null
        : Shown!.Count == Now.Clients.Count ? Texts.Count("ClientCount", Now.Clients.Count)
        : Texts.Format("CountOf", Display.Count(Shown.Count), Texts.Count("ClientCount", Now.Clients.Count));

    private string? Problem => _asked.Failure is { } failure ? FailureStatus.Words(Texts, failure) : null;

    public ValueTask DisposeAsync()
    {
        _address.Dispose();
        return _asked.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _asked = Readings.Ask<ClientList>(RenderAsync);
        _search = SearchIn(Navigation.Uri);
        _address = new PageAddress(Navigation, uri => _ = RenderAsync(() => _search = SearchIn(uri)));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Cluster)
        {
            _shown = Cluster;
            await _asked.ShowAsync(
                RendererInfo.IsInteractive, async cancellationToken => await Clusters.Get(Cluster).ReadClientsAsync(cancellationToken));
        }
    }

    private static string SearchIn(string uri) => PageQuery.Get(uri, "q") ?? string.Empty;

    private void Search(string text)
    {
        _search = text;
        _address.Write(PageQuery.With(Navigation.Uri, ("q", text)));
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
