using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Engine.Admin;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>Name servers, brokers and their state; nodes of the embedded cluster are stopped and started here.</summary>
public sealed partial class ClusterPage : IAsyncDisposable
{
    private const double DiskWarning = 0.75;
    private const double DiskAlarm = 0.9;

    private AskedReading<ClusterNow> _asked = default!;
    private string? _broker;
    private string? _shown;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private NodeOperations Operations { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IClusterGateway? Gateway => Clusters.Find(Cluster);

    private bool IsEmbedded => Gateway?.Kind == ClusterKind.Embedded;

    private bool IsReadOnly => Gateway?.IsReadOnly ?? true;

    private ClusterNow? Now => _asked.Value;

    /// <summary>With the nodes as they are now, so that what was done to one is seen at once.</summary>
    private IReadOnlyList<BrokerLine> Brokers =>
        Now is { } now ? ClusterNow.Merge(now.Registered, now.Runtimes, Gateway?.Nodes ?? [], now.Replication) : [];

    private NodeView? Server => Gateway?.Nodes.FirstOrDefault(node => node.IsNameServer);

    private int Online => Brokers.Count(line => line.State is "online" or "not writable" or "catching up");

    private string OnlineText => Now is null
        ? Controls.Display.Unknown
        : Texts.Format("OnlineOf", Display.Count(Online), Display.Count(Brokers.Count));

    private BrokerLine? Chosen =>
        Brokers.FirstOrDefault(line => line.Broker.NodeName() == _broker) ?? (Brokers.Count > 0 ? Brokers[0] : null);

    private string ServerState => Server is { } server ? BrokerLine.WordOf(server.State)
        : Now?.Problem is null ? "online" : "offline";

    private string RoutesText => Now?.Problem is not null
        ? Texts["RoutesUnknown"]
        : string.Join(" · ", (Now?.Registered ?? []).Select(broker => $"{broker.NodeName()} {broker.Address}"));

    private double? Disk => Brokers.Max(line => line.Runtime?.Number("commitLogDiskRatio"));

    private string DiskText => Disk?.ToString("P0", Display.Culture) ?? Controls.Display.Unknown;

    private string? DiskTone => Disk switch
    {
        >= DiskAlarm => "bad",
        >= DiskWarning => "warn",
        _ => null,
    };

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    protected override void OnInitialized()
    {
        _asked = Readings.Ask<ClusterNow>(RenderAsync);
        _broker = PageQuery.Get(Navigation.Uri, "broker");
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Cluster)
        {
            _shown = Cluster;
            await _asked.ShowAsync(
                RendererInfo.IsInteractive, cancellationToken => ClusterNow.ReadAsync(Clusters.Get(Cluster), Time, cancellationToken));
        }
    }

    private void Choose(string broker)
    {
        _broker = broker;
        Navigation.NavigateTo(PageQuery.With(Navigation.Uri, ("broker", broker)), replace: true);
    }

    private async Task ActAsync((NodeView Node, NodeAction Action) wish)
    {
        var (node, action) = wish;
        var isStart = action == NodeAction.Start;
        var effect = node.IsNameServer || node.IsSlave || isStart ? null : await FindEffectAsync(node.Name);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = Texts[isStart ? "NodeStartLead" : node.IsNameServer ? "NodeServerLead" : "NodeBrokerLead"],
            [nameof(ConfirmDialog.Effects)] = isStart ? [] : NodeWords.Effects(Texts, node, action, effect, Gateway?.Nodes ?? []),
            [nameof(ConfirmDialog.Action)] = NodeWords.Button(Texts, node, action),
            [nameof(ConfirmDialog.Safe)] = Texts[isStart ? "NotNow" : "NodeKeep"],
            [nameof(ConfirmDialog.IsSafe)] = isStart,
            [nameof(ConfirmDialog.ActFor)] = (Func<string?, CancellationToken, Task>)((reason, token) =>
                ChangeAsync(node, action, reason, token)),
        };
        await Dialogs.OpenAsync<ConfirmDialog>(NodeWords.Ask(Texts, node, action), parameters, DialogLook.Of("520px"));
    }

    private async Task ChangeAsync(NodeView node, NodeAction action, string? reason, CancellationToken cancellationToken)
    {
        await Operations.ChangeAsync(Cluster, node.Name, action, PageActor.Current, reason, cancellationToken);
        Notices.Done(NodeWords.Done(Texts, node, action));
        StateHasChanged();
    }

    private async Task<NodeEffect?> FindEffectAsync(string broker)
    {
        try
        {
            return NodeEffect.Of(await Clusters.Get(Cluster).ReadProgressAsync(CancellationToken.None), broker);
        }
        catch (AdminException)
        {
            // The dialog says that the figures are unknown.
            return null;
        }
    }

    private double? Sum(Func<BrokerLine, double?> figure) =>
        Brokers.Select(figure).Aggregate((double?)null, (sum, value) => value is null ? sum : (sum ?? 0) + value);

    private long? SumOf(Func<BrokerLine, long?> figure) =>
        Brokers.Select(figure).Aggregate((long?)null, (sum, value) => value is null ? sum : (sum ?? 0) + value);

    private string Size(long? bytes) => bytes is { } known ? Sizes.Format(known, Display.Culture) : Controls.Display.Unknown;

    private string StateText(string state) => Texts[BrokersCard.StateKey(state)];

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
