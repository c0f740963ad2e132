using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Pages.Settings;

/// <summary>Theme, language and time zone of this browser, kept in its cookies, and the clusters of the configuration.</summary>
public sealed partial class SettingsPage : IAsyncDisposable
{
    private const string Script = "./js/settings.js";

    private AskedReading<IReadOnlyList<ClusterLine>> _asked = default!;
    private IJSObjectReference? _script;
    private VisitorChoice _chosen = VisitorChoice.None;
    private BrowserSettings _facts = new(null, null);
    private string? _failure;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    /// <summary>The zones of this machine; the one chosen is there even if it is none of them.</summary>
    private IEnumerable<string> Zones =>
        TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Append("UTC")
            .Concat(_chosen.TimeZone.Length > 0 ? [_chosen.TimeZone] : [])
            .Distinct().Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _asked.DisposeAsync();
        try
        {
            await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and its script with it.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _asked = Readings.Ask<IReadOnlyList<ClusterLine>>(RenderAsync);
        await _asked.ShowAsync(RendererInfo.IsInteractive, async cancellationToken =>
            await Task.WhenAll(Clusters.Clusters.Select(cluster => ClusterLine.ReadAsync(cluster, cancellationToken))));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await TryAsync(async () =>
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", Script);
            _chosen = await _script.InvokeAsync<VisitorChoice?>("chosen") ?? VisitorChoice.None;
            _facts = await _script.InvokeAsync<BrowserSettings?>("browser") ?? _facts;
        });
        StateHasChanged();
    }

    private Task ChooseThemeAsync(ChangeEventArgs args) =>
        ChooseAsync(_chosen with { Theme = TextOf(args) }, "theme", TextOf(args));

    private Task ChooseLanguageAsync(ChangeEventArgs args) =>
        ChooseAsync(_chosen with { Language = TextOf(args) }, "language", TextOf(args));

    private Task ChooseZoneAsync(ChangeEventArgs args) =>
        ChooseAsync(_chosen with { TimeZone = TextOf(args) }, "zone", TextOf(args));

    /// <summary>Kept by the browser, and at once in effect in this tab.</summary>
    private Task ChooseAsync(VisitorChoice choice, string name, string value) => TryAsync(async () =>
    {
        await _script!.InvokeVoidAsync("choose", name, value);
        _chosen = choice;
        Display.Use(
            choice.TimeZone.Length > 0 ? choice.TimeZone : _facts.TimeZone,
            choice.Language.Length > 0 ? choice.Language : _facts.Language);
    });

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            _failure = null;
            await work();
        }
        catch (JSException exception)
        {
            _failure = Texts.Format("SettingsFailed", exception.Message);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone.
        }
    }

    private static string TextOf(ChangeEventArgs args) => args.Value?.ToString() ?? string.Empty;

    private string StateText(ClusterLine line) => line.Problem is null
        ? Texts.Format("ClusterAnswers", Texts.Count("BrokerCount", line.Brokers))
        : Texts["ClusterSilent"];

    private static string ServersText(ClusterLine line) =>
        line.NameServers.Count == 0 ? Controls.Display.Unknown : string.Join("; ", line.NameServers);

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
