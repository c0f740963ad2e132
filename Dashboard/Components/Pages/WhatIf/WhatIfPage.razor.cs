using System.Globalization;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Engine.Admin;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.WhatIf;

/// <summary>
/// All allocation strategies side by side for a number of consumers and the queues of a group, or typed ones. Nothing is changed by it;
/// everything that was chosen stands in the address.
/// </summary>
public sealed partial class WhatIfPage : IAsyncDisposable
{
    private const int UsualQueues = 16;
    private const int UsualConsumers = 4;

    private AskedReading<GroupNow> _asked = default!;
    private IReadOnlyList<StrategyForecast> _forecasts = [];
    private ForecastInput? _input;
    private string _cluster = string.Empty;
    private string? _address;
    private string? _group;
    private string? _topic;
    private int _queues = UsualQueues;
    private int _consumers = UsualConsumers;
    private bool _isConsumersGiven;
    private bool _gone;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private GroupNow? Now => _group is null || _asked.Value?.Group != _group ? null : _asked.Value;

    /// <summary>The groups there are, and the one in the address if it is none of them.</summary>
    private IEnumerable<string> Groups
    {
        get
        {
            var known = _asked.Value?.Groups ?? [];
            return _group is null || known.Contains(_group) ? known : known.Append(_group);
        }
    }

    private IEnumerable<string> Topics =>
        (Now?.Queues.Select(queue => queue.Queue.Topic) ?? []).Concat(_topic is null ? [] : [_topic]).Distinct();

    private string NowText => Texts.Format(
        "WhatIfNow",
        Texts.Count("WhatIfMember", Now!.Members.Count),
        Texts.Count("WhatIfQueue", Now.Queues.Count(IsShown)),
        Display.Count(Now.Queues.Count(queue => IsShown(queue) && queue.Owner is not null)));

    private string? RowsText => _input is null ? null : Texts.Count("WhatIfQueue", _input.Queues.Count);

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    protected override void OnInitialized() => _asked = Readings.Ask<GroupNow>(RenderAsync);

    /// <summary>Also when the address of this page is opened anew from itself.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var uri = Navigation.Uri;
        if (_address == uri)
        {
            return;
        }

        _address = uri;
        _cluster = PageQuery.Get(uri, "cluster") ?? Clusters.Clusters.FirstOrDefault()?.Name ?? string.Empty;
        (_group, _topic) = (PageQuery.Get(uri, "group"), PageQuery.Get(uri, "topic"));
        _queues = Parse(PageQuery.Get(uri, "queues"), ForecastInput.MostQueues) ?? UsualQueues;
        var consumers = Parse(PageQuery.Get(uri, "consumers"), ForecastInput.MostConsumers);
        (_consumers, _isConsumersGiven) = (consumers ?? UsualConsumers, consumers is not null);
        await AskAsync();
    }

    private async Task AskAsync()
    {
        if (Clusters.Clusters.Count > 0)
        {
            var (cluster, group) = (_cluster, _group);
            await _asked.ShowAsync(RendererInfo.IsInteractive, token => GroupNow.ReadAsync(Clusters, Feed, cluster, group, token));
        }

        Take();
    }

    /// <summary>Computes anew when something that matters is different.</summary>
    private void Take()
    {
        _gone = _asked.Failure is { Kind: AdminErrorKind.GroupNotFound or AdminErrorKind.ClusterNotFound } && _asked.Value is null;
        if (_group is not null && Now is null)
        {
            (_input, _forecasts) = (null, []);
            return;
        }

        if (!_isConsumersGiven && Now is { Members.Count: > 0 } now)
        {
            _consumers = Math.Min(now.Members.Count, ForecastInput.MostConsumers);
        }

        var input = Now is { } known
            ? ForecastInput.Of(known.Group!, known.Queues.Where(IsShown), known.Members, _consumers)
            : ForecastInput.Typed(_queues, _consumers);
        if (_input is { } before && before.Group == input.Group && before.Queues.SequenceEqual(input.Queues)
            && before.Members.SequenceEqual(input.Members))
        {
            return;
        }

        (_input, _forecasts) = (input, input.Queues.Count == 0 ? [] : AllocationForecast.Of(input));
    }

    private bool IsShown(ForecastQueue queue) => _topic is null || queue.Queue.Topic == _topic;

    private async Task ChooseGroupAsync(ChangeEventArgs args)
    {
        (_group, _topic, _isConsumersGiven) = (TextOf(args), null, false);
        Remember();
        await AskAsync();
    }

    private void ChooseTopic(ChangeEventArgs args)
    {
        _topic = TextOf(args);
        Remember();
        Take();
    }

    private void ChangeQueues(ChangeEventArgs args)
    {
        _queues = Parse(TextOf(args), ForecastInput.MostQueues) ?? _queues;
        Remember();
        Take();
    }

    private void ChangeConsumers(ChangeEventArgs args)
    {
        if (Parse(TextOf(args), ForecastInput.MostConsumers) is { } consumers)
        {
            (_consumers, _isConsumersGiven) = (consumers, true);
            Remember();
            Take();
        }
    }

    private void Remember()
    {
        _address = PageQuery.With(
            Navigation.Uri,
            ("cluster", _cluster == Clusters.Clusters.FirstOrDefault()?.Name ? null : _cluster),
            ("group", _group),
            ("topic", _topic),
            ("queues", _group is null ? _queues.ToString(CultureInfo.InvariantCulture) : null),
            ("consumers", _isConsumersGiven ? _consumers.ToString(CultureInfo.InvariantCulture) : null));
        Navigation.NavigateTo(_address, replace: true);
    }

    private static string? TextOf(ChangeEventArgs args) => args.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static int? Parse(string? text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? Math.Min(number, most) : null;

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Take();
        StateHasChanged();
    });
}
