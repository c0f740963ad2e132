using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Components.Charts;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Components.Sharing;
using Dashboard.Figures.History;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Groups;

/// <summary>One consumer group: where the brokers are, where the group is, and how far behind, queue by queue.</summary>
public sealed partial class GroupPage : IAsyncDisposable
{
    private LiveReading<GroupSnapshot> _live = default!;
    private PageAddress _address = default!;
    private QueueFilter _filter = QueueFilter.All;
    private QueueSort _sort = QueueSort.Start;
    private RestingOrder<MessageQueue> _order = default!;
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private IReadOnlyList<QueueRow> _rows = [];
    private (string Cluster, string Group)? _watched;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public string Group { get; set; } = string.Empty;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    /// <summary>The tab of the address; that of the queues without one.</summary>
    private string Tab => GroupTabs.Known(PageQuery.Get(Navigation.Uri, "tab"));

    private TimelineKind? Kind => Enum.TryParse<TimelineKind>(PageQuery.Get(Navigation.Uri, "kind"), out var kind) ? kind : null;

    private GroupSnapshot? Now => _live.Snapshot;

    private string? Evidence => VerdictTexts.Of(Texts, Now?.Summary.Evidence);

    private IEnumerable<string> Topics => Choices(row => row.Topic, _filter.Topic);

    private IEnumerable<string> Brokers => Choices(row => row.Broker, _filter.Broker);

    private string? CountText => Now is null ? null
        : _rows.Count == Now.Queues.Count ? Texts.Count("QueueCount", _rows.Count)
        : Texts.Format("CountOf", Display.Count(_rows.Count), Texts.Count("QueueCount", Now.Queues.Count));

    /// <summary>The queues on the screen: what the filter lets through of the topics that are open.</summary>
    private ScreenExport? Export => Tab != GroupTabs.Queues || Now is null ? null
        : ScreenExport.Of(
            $"{Group}-queues", ScreenColumns.Queues, [.. _rows.Where(row => !_closed.Contains(row.Topic))], ScreenColumns.VerdictText);

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private bool CanReset => !IsReadOnly && Now is { Queues.Count: > 0, Summary.Mode: not "broadcasting" };

    private string ResetTitle => Texts[
        IsReadOnly ? "ReadOnly" : Now is { Summary.Mode: "broadcasting" } ? "ResetBroadcasting" : "ResetOffsetsTitle"];

    private bool CanDelete => !IsReadOnly && Now is { Summary.Members: 0 };

    private string DeleteTitle => Texts[IsReadOnly ? "ReadOnly" : CanDelete ? "GroupDeleteTitle" : "GroupDeleteOnline"];

    public ValueTask DisposeAsync()
    {
        _address.Dispose();
        return _live.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _order = new RestingOrder<MessageQueue>(Time);
        _live = Readings.Make<GroupSnapshot>(RenderAsync);
        _address = new PageAddress(Navigation, Follow);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_watched == (Cluster, Group))
        {
            return;
        }

        _watched = (Cluster, Group);
        Take(Navigation.Uri);
        await _live.ShowAsync(
            RendererInfo.IsInteractive,
            () => Feed.WatchGroup(Cluster, Group),
            cancellationToken => Feed.ReadGroupAsync(Cluster, Group, cancellationToken),
            (since, cancellationToken) => Feed.WaitForGroupAsync(Cluster, Group, since, cancellationToken));
        Arrange();
    }

    private static MessageQueue QueueOf(QueueRow row) => new(row.Topic, row.Broker, row.QueueId);

    /// <summary>The lag of the last two minutes as a line, out of what the sampling has in memory.</summary>
    private string? TrendOf(QueueRow row) => SparkLine.Path(
        Feed.Recent(Cluster, Group, QueueOf(row)), row.SampledAt);

    private static string? Chosen(ChangeEventArgs args) => args.Value?.ToString() is { Length: > 0 } value ? value : null;

    private void Take(string uri)
    {
        var filter = new QueueFilter(PageQuery.Get(uri, "topic"), PageQuery.Get(uri, "broker"), PageQuery.Get(uri, "lagging") == "1");
        var sort = QueueSort.Of(uri);
        if ((filter, sort) != (_filter, _sort))
        {
            (_filter, _sort) = (filter, sort);
            _order.Demand();
        }
    }

    private IEnumerable<string> Choices(Func<QueueRow, string> of, string? chosen)
    {
        var known = Now?.Queues.Select(of).Distinct() ?? [];
        return chosen is null ? known : known.Union([chosen]);
    }

    /// <summary>What a tab keeps in the address is read anew too, also when the tab itself put it there.</summary>
    private void Follow(string uri) => _ = RenderAsync(() => Take(uri));

    private void Show(QueueFilter filter, QueueSort sort)
    {
        (_filter, _sort) = (filter, sort);
        _order.Demand();
        Arrange();
        (string, string?)[] kept = [("topic", filter.Topic), ("broker", filter.Broker), ("lagging", filter.OnlyLagging ? "1" : null)];
        _address.Write(PageQuery.With(Navigation.Uri, kept.Concat(sort.Pairs())));
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Arrange();
        StateHasChanged();
    });

    /// <summary>Figures change the order only while nobody points at the rows; by name it never changes.</summary>
    private void Arrange()
    {
        var rows = Now is { } now ? _sort.Apply(_filter.Apply(now.Queues)) : [];
        _rows = _sort.Column == QueueSort.ByQueue ? rows : QueueSort.Grouped(_order.Apply(rows, QueueOf));
    }

    private Task ResetAsync() => Dialogs.OpenAsync<ResetDialog>(
        Texts.Format("ResetOffsetsOf", Group),
        new() { [nameof(ResetDialog.Cluster)] = Cluster, [nameof(ResetDialog.Group)] = Group, [nameof(ResetDialog.Topic)] = _filter.Topic },
        DialogLook.Of("960px"));

    private async Task DeleteAsync()
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = Texts.Format("GroupDeleteText", Group, Cluster),
            [nameof(ConfirmDialog.Effects)] = (string[])
            [
                Texts.Format("GroupDeleteOffsets", Texts.Count("QueueCount", Now?.Queues.Count ?? 0)),
                Texts["GroupDeleteNew"],
            ],
            [nameof(ConfirmDialog.Action)] = Texts["GroupDelete"],
            [nameof(ConfirmDialog.ActFor)] = (Func<string?, CancellationToken, Task>)DeleteGroupAsync,
        };
        if (await Dialogs.OpenAsync<ConfirmDialog>(Texts.Format("DeleteAsk", Group), parameters, DialogLook.Of("480px")) is true)
        {
            Notices.Done(Texts.Format("GroupDeleted", Group));
            Navigation.NavigateTo(PageLinks.Groups(Cluster));
        }
    }

    private Task DeleteGroupAsync(string? reason, CancellationToken cancellationToken) =>
        Operations.DeleteGroupAsync(Cluster, Group, PageActor.Current, reason, cancellationToken);
}
