using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Engine.Admin;
using Engine.Admin.DeadLetters;
using Engine.Admin.Resending;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.DeadLetters;

/// <summary>A group's dead letters, the newest first; group and page stand in the address.</summary>
public sealed partial class DeadLettersPage : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<StoredPlace> _chosen = [];
    private PageAddress _address = default!;
    private DeadLetterGroups? _groups;
    private DeadLetterPage? _page;
    private IReadOnlyList<ResendResult>? _result;
    private string? _group;
    private string? _cursor;
    private string? _failure;
    private int _status = StatusCodes.Status503ServiceUnavailable;
    private int _turn;
    private bool _busy;
    private string? _shown;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private bool CanResend => _chosen.Count > 0 && !IsReadOnly && !_busy;

    private string ResendText => _chosen.Count == 0 ? Texts["ResendNone"] : Texts.Count("Resend", _chosen.Count);

    private string ResendTitle => IsReadOnly ? Texts["ReadOnly"] : Texts[_chosen.Count == 0 ? "ChooseFirst" : "ResendTitle"];

    private IReadOnlyList<string> Problems => [.. (_groups?.Problems ?? []).Concat(_page?.Problems ?? []).Distinct()];

    /// <summary>The groups with dead letters, and the one in the address even if it has none.</summary>
    private IEnumerable<(string Name, string Text)> Choices
    {
        get
        {
            var known = (_groups?.Groups ?? [])
                .Select(one => (one.Group, Texts.Format("GroupChoice", one.Group, Display.Count(one.Messages))));
            return _group is null || _groups?.Groups.Any(one => one.Group == _group) == true ? known : known.Append((_group, _group));
        }
    }

    public void Dispose()
    {
        _address.Dispose();
        _end.Cancel();
        _end.Dispose();
    }

    protected override void OnInitialized() => _address = new PageAddress(Navigation, Follow);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Cluster)
        {
            return;
        }

        _shown = Cluster;
        (_group, _cursor) = PlaceIn(Navigation.Uri);
        await LoadAsync();
    }

    /// <summary>Reads the list of groups and the page; an answer or a failure that a newer question overtook is left out.</summary>
    private async Task LoadAsync()
    {
        var turn = ++_turn;
        (_failure, _busy) = (null, true);
        try
        {
            var gateway = Clusters.Get(Cluster);
            var groups = await gateway.ListDeadLettersAsync(_end.Token);
            if (turn == _turn && _group is null && groups.Groups.Count == 1)
            {
                _group = groups.Groups[0].Group;
            }

            var page = _group is { } group ? await gateway.ReadDeadLettersAsync(group, _cursor, PageSize, _end.Token) : null;
            if (turn == _turn)
            {
                (_groups, _page) = (groups, page);
                _chosen.RemoveWhere(place => page?.Messages.All(message => PlaceOf(message) != place) ?? true);
            }
        }
        catch (AdminException exception)
        {
            if (turn == _turn)
            {
                (_page, _failure, _status) = (null, FailureStatus.Words(Texts, exception), FailureStatus.Of(exception.Kind));
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _busy = turn != _turn && _busy;
        }
    }

    private static (string? Group, string? Cursor) PlaceIn(string uri) => (PageQuery.Get(uri, "group"), PageQuery.Get(uri, "cursor"));

    private void Follow(string uri) => _ = InvokeAsync(async () =>
    {
        if (PlaceIn(uri) != (_group, _cursor))
        {
            (_group, _cursor) = PlaceIn(uri);
            (_page, _result) = (null, null);
            _chosen.Clear();
            await LoadAsync();
        }

        StateHasChanged();
    });

    private static StoredPlace PlaceOf(DeadLetter message) => new(message.Queue, message.Offset);

    private Task ChooseAsync(ChangeEventArgs args)
    {
        _group = args.Value?.ToString() is { Length: > 0 } name ? name : null;
        _result = null;
        return GoAsync(null);
    }

    private Task GoAsync(string? cursor)
    {
        (_cursor, _page) = (cursor, null);
        _chosen.Clear();
        _address.Write(PageQuery.With(Navigation.Uri, ("group", _group), ("cursor", cursor)));
        return LoadAsync();
    }

    private async Task ResendAsync(IReadOnlyList<StoredPlace> places)
    {
        var group = _group!;
        var count = Texts.Count("Messages", places.Count);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = Texts.Format("ResendText", count, Cluster, TopicNames.Retry(group), group),
            [nameof(ConfirmDialog.Effects)] = (string[])[Texts["ResendKeeps"], Texts["ResendOffline"], Texts["ResendStays"]],
            [nameof(ConfirmDialog.Action)] = Texts.Count("Resend", places.Count),
            [nameof(ConfirmDialog.Safe)] = Texts["NotNow"],
            [nameof(ConfirmDialog.ActFor)] = (Func<string?, CancellationToken, Task>)(async (reason, cancellationToken) =>
                _result = await Operations.ResendAsync(Cluster, group, places, reason, PageActor.Current, cancellationToken)),
        };
        if (await Dialogs.OpenAsync<ConfirmDialog>(Texts.Format("ResendAsk", group), parameters, DialogLook.Of("520px")) is true)
        {
            _chosen.Clear();
            await LoadAsync();
        }
    }
}
