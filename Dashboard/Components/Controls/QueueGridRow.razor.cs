using System.Globalization;
using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>One queue. It renders only when something on it changed, so that many quiet rows cost nothing.</summary>
public sealed partial class QueueGridRow
{
    private const string Unknown = Controls.Display.Unknown;
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    private (QueueRow Row, string TimeLag, string Last, string? Part, bool Stale, int Members, string Display, string? Trend)? _shown;
    private long? _shownSecond;
    private string? _trend;
    private bool _isChanged;

    [Parameter, EditorRequired]
    public QueueRow Row { get; set; } = default!;

    /// <summary>The largest lag in the grid; the bar of each row is in proportion to it.</summary>
    [Parameter]
    public long Worst { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public bool Broadcasting { get; set; }

    [Parameter]
    public int Members { get; set; }

    /// <summary>The line of the lag over the last two minutes; null when there is none.</summary>
    [Parameter]
    public Func<QueueRow, string?>? Trend { get; set; }

    /// <summary>Where the messages of a queue are shown; null for nowhere.</summary>
    [Parameter]
    public Func<QueueRow, string>? MessagesHref { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private bool IsStale => Now - Row.SampledAt > StaleAfter;

    private string? Evidence => VerdictTexts.Of(Texts, Row.Evidence);

    private QueueMotion Motion => QueueRows.MotionOf(Row);

    private string TimeLagText => Waits.TimeLag(Display, Row.TimeLagMs);

    private string LastText => Display.Age(Row.LastConsumedAt, Now);

    private string LastTitle => Row.LastConsumedAt is { } at ? Display.Exact(at) : UnknownCauses.LastConsumed(Texts, Row);

    private string? Part => Row.Lag is > 0 && Worst > 0
        ? $"--part:{Math.Max(1, Math.Round(100.0 * Row.Lag.Value / Worst)).ToString(CultureInfo.InvariantCulture)}%"
        : null;

    protected override void OnParametersSet()
    {
        ReadTrend();

        // A time lag grows with every sample; what counts is whether it reads differently.
        var figures = Row with { SampledAt = default, TimeLagMs = null };
        var next = (figures, TimeLagText, LastText, Part, IsStale, Members, $"{Display.Culture.Name} {Display.ZoneName}", _trend);
        (_isChanged, _shown) = (_shown != next, next);
    }

    /// <summary>Once a second: the line changes more seldom still.</summary>
    private void ReadTrend()
    {
        var second = Now.ToUnixTimeSeconds();
        if (second == _shownSecond)
        {
            return;
        }

        (_shownSecond, _trend) = (second, Trend?.Invoke(Row));
    }

    protected override bool ShouldRender() => _isChanged;

    /// <summary>Messages that went before the group read them (truth rule 3).</summary>
    private long? Expired => QueueLag.ExpiredUnread(Row.MinOffset, Row.ConsumerOffset);

    private static string Digits(long? value) => Controls.Display.Digits(value);
}
