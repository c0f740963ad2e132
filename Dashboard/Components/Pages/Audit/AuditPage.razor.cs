using System.Globalization;
using Dashboard.Changes.Audit;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Audit;

/// <summary>
/// Every change, the newest first; filter, page and the opened entry stand in the address. What is written while the newest are shown
/// appears by itself.
/// </summary>
public sealed partial class AuditPage : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _end = new();
    private PageAddress? _address;
    private AuditFilter _filter = new();
    private IReadOnlyList<AuditRecord>? _records;
    private DateTimeOffset _readAt;
    private long? _before;
    private long? _open;
    private string? _failure;
    private int _turn;
    private bool _reading;
    private bool _isStale;

    [Inject]
    private AuditLog Log { get; set; } = default!;

    [Inject]
    private AuditReader Reader { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IEnumerable<string> Actions => _filter.Action is { } chosen ? AuditActions.Choices.Union([chosen]) : AuditActions.Choices;

    private IEnumerable<string> ClusterNames
    {
        get
        {
            var known = Clusters.Clusters.Select(cluster => cluster.Name);
            return _filter.Cluster is { } chosen ? known.Union([chosen]) : known;
        }
    }

    private bool HasOlder => _records is { Count: PageSize };

    private string? CountText => _records is null ? null : Texts.Count("AuditCount", _records.Count);

    public void Dispose()
    {
        Log.Written -= OnWritten;
        Display.Changed -= OnDisplayChanged;
        _address?.Dispose();
        _end.Cancel();
        _end.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        ReadAddress(Navigation.Uri);
        if (RendererInfo.IsInteractive)
        {
            Log.Written += OnWritten;
            Display.Changed += OnDisplayChanged;
            _address = new PageAddress(Navigation, Follow);
        }

        return LoadAsync();
    }

    private static string? Given(ChangeEventArgs args) => args.Value?.ToString()?.Trim() is { Length: > 0 } value ? value : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The REST export of what is filtered; times go there as moments.</summary>
    private string Export(string format)
    {
        var query = _filter.ToQuery(Display.Zone);
        return PageQuery.With(
            "api/v1/audit",
            ("format", format),
            ("from", Moment(query?.From)),
            ("to", Moment(query?.To)),
            ("action", _filter.Action),
            ("cluster", _filter.Cluster),
            ("actor", _filter.Actor),
            ("text", _filter.Text));
    }

    private static string? Moment(DateTimeOffset? time) => time is { } at ? Exports.IsoTime.Text(at) : null;

    private void ReadAddress(string uri)
    {
        _filter = AuditFilter.Of(uri);
        (_before, _open) = (Number(PageQuery.Get(uri, "before")), Number(PageQuery.Get(uri, "open")));
    }

    /// <summary>Reads the page; an answer or a failure that a newer question overtook is left out.</summary>
    private async Task LoadAsync()
    {
        var turn = ++_turn;
        if (_filter.ToQuery(Display.Zone) is not { } query)
        {
            (_records, _failure) = (null, Texts["AuditBadTime"]);
            return;
        }

        try
        {
            var records = await Reader.ReadAsync(query, _before, PageSize, _end.Token);
            if (turn == _turn)
            {
                (_records, _failure, _readAt) = (records, null, Time.GetUtcNow());
            }
        }
        catch (AuditUnreadableException exception)
        {
            if (turn == _turn)
            {
                (_records, _failure) = (null, exception.Message);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task FilterAsync(AuditFilter filter)
    {
        _filter = filter;
        return GoAsync(null);
    }

    private Task GoAsync(long? before)
    {
        (_before, _open) = (before, null);
        Remember();
        return LoadAsync();
    }

    private void Toggle(long id)
    {
        _open = _open == id ? null : id;
        Remember();
    }

    private void Remember() => _address?.Write(
        PageQuery.With(Navigation.Uri, [.. _filter.Pairs(), ("before", Text(_before)), ("open", Text(_open))]));

    private void Follow(string uri) => _ = InvokeAsync(async () =>
    {
        var shown = (_filter, _before);
        ReadAddress(uri);
        if (shown != (_filter, _before))
        {
            await LoadAsync();
        }

        StateHasChanged();
    });

    private void OnDisplayChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private void OnWritten() => _ = InvokeAsync(FollowAsync);

    /// <summary>However much is written at once, one reading is under way and one more follows it.</summary>
    private async Task FollowAsync()
    {
        _isStale = true;
        if (_reading || _end.IsCancellationRequested)
        {
            return;
        }

        _reading = true;
        try
        {
            while (_isStale && !_end.IsCancellationRequested)
            {
                _isStale = false;
                await LoadAsync();
                StateHasChanged();
            }
        }
        finally
        {
            _reading = false;
        }
    }
}
