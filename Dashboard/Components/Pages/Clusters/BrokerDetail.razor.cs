using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>One broker closely: its rates, its runtime information under RocketMQ's keys, and its settings.</summary>
public sealed partial class BrokerDetail : IAsyncDisposable
{
    private AskedReading<BrokerConfig> _config = default!;
    private string _search = string.Empty;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public BrokerLine Line { get; set; } = default!;

    [Parameter]
    public DateTimeOffset SampledAt { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IReadOnlyList<KeyValuePair<string, string>> Runtime =>
    [
        .. (Line.Runtime?.Values ?? new Dictionary<string, string>())
            .Where(pair => Has(pair.Key) || Has(pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase),
    ];

    private IReadOnlyList<BrokerSetting> Settings =>
        [.. (_config.Value?.Settings ?? []).Where(setting => Has(setting.Name) || Has(setting.Value ?? string.Empty))];

    private DateTimeOffset? Oldest =>
        Line.Runtime?.Count("earliestMessageTimeStamp") is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public ValueTask DisposeAsync() => _config.DisposeAsync();

    protected override async Task OnInitializedAsync()
    {
        _config = Readings.Ask<BrokerConfig>(RenderAsync);
        var broker = Line.Broker.NodeName();
        await _config.ShowAsync(
            RendererInfo.IsInteractive, cancellationToken => Clusters.Get(Cluster).ReadBrokerConfigAsync(broker, cancellationToken));
    }

    private bool Has(string text) => text.Contains(_search, StringComparison.OrdinalIgnoreCase);

    private string Rates(string key) => Line.Runtime is { } runtime
        ? string.Join(" · ", Enumerable.Range(0, 3).Select(window => Display.Rate(runtime.Rate(key, window))))
        : Controls.Display.Unknown;

    private string Number(string key) => Line.Runtime?.Number(key)?.ToString("0.##", Display.Culture) ?? Controls.Display.Unknown;

    private long? Today(string what) =>
        Line.Runtime?.Count($"{what}TotalTodayNow") - Line.Runtime?.Count($"{what}TotalTodayMorning");

    private string Size(long? bytes) => bytes is { } known ? Sizes.Format(known, Display.Culture) : Controls.Display.Unknown;

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
