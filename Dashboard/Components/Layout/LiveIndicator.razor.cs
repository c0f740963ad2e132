using System.Globalization;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Layout;

/// <summary>Says whether the figures move and how old they are; the age ticks in the browser between two snapshots.</summary>
public sealed partial class LiveIndicator : IDisposable
{
    [Inject]
    private LiveView View { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string State => View switch
    {
        { SampledAt: null } => "idle",
        { IsPaused: true } => "paused",
        { Source: "stale" } => "stale",
        _ => "live",
    };

    private string Word => Texts[State switch
    {
        "idle" => "LiveIdle",
        "paused" => "LivePaused",
        "stale" => "LiveStale",
        _ => "LiveLive",
    }];

    private TimeSpan? Age => View.SampledAt is { } at ? Time.GetUtcNow() - at : null;

    private string AgeText => Age is { } age ? Display.Duration(age) : Controls.Display.Unknown;

    private string AgeMs => Age is { } age ? Math.Max(0, (long)age.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : string.Empty;

    private string Stamp => View.SampledAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private string PauseText => Texts[View.IsPaused ? "LiveGoOn" : "LivePause"];

    private string Title => View switch
    {
        { SampledAt: null } => Texts["LiveIdleTitle"],
        { IsPaused: true } => Texts.Format("LivePausedTitle", Display.Exact(View.SampledAt)),
        _ => Texts.Format("LiveTitle", Display.Exact(View.SampledAt), SourceWords.Of(Texts, View.Source)),
    };

    public void Dispose() => View.Changed -= OnChanged;

    protected override void OnInitialized() => View.Changed += OnChanged;

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);
}
