using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>
/// The queues of a group by topic, in the order of the rows: who shows it sorts them. Up to 200 lines are all in the page, more are
/// rendered as they are scrolled to.
/// </summary>
public sealed partial class QueueGrid
{
    /// <summary>Lines that are all in the page at once: 200 queues and their topics.</summary>
    private const int MostInPage = 260;

    /// <summary>A bar is never full below this lag: one message behind is no skew.</summary>
    private const long FullBar = 20;

    private List<QueueGridLine> _lines = [];
    private long _worst;

    [Parameter, EditorRequired]
    public IReadOnlyList<QueueRow> Rows { get; set; } = [];

    /// <summary>When the rows were read; ages count from here.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>The topics whose queues are folded away; the grid puts them here, and whoever shows it may look.</summary>
    [Parameter]
    public HashSet<string> Closed { get; set; } = new(StringComparer.Ordinal);

    /// <summary>After a topic was folded away or opened.</summary>
    [Parameter]
    public EventCallback OnFold { get; set; }

    [Parameter]
    public bool Broadcasting { get; set; }

    [Parameter]
    public int Members { get; set; }

    /// <summary>The line of a queue's lag over the last two minutes; null when there is none.</summary>
    [Parameter]
    public Func<QueueRow, string?>? Trend { get; set; }

    /// <summary>Where the messages of a queue are shown; null for nowhere.</summary>
    [Parameter]
    public Func<QueueRow, string>? MessagesHref { get; set; }

    /// <summary>The column that the rows are sorted by, a name of <see cref="QueueSort"/>.</summary>
    [Parameter]
    public string? Sort { get; set; }

    [Parameter]
    public bool Descending { get; set; }

    /// <summary>A press on a column's head; without it the heads are plain words.</summary>
    [Parameter]
    public EventCallback<string> OnSort { get; set; }

    /// <summary>Somebody points at the rows: they must not move now.</summary>
    [Parameter]
    public EventCallback OnEngage { get; set; }

    [Parameter]
    public EventCallback OnRelease { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    protected override void OnParametersSet() => Arrange();

    private void Arrange()
    {
        _lines = QueueGridLine.Of(Rows, Closed);
        _worst = Rows.Select(row => row.Lag ?? 0).Append(FullBar).Max();
    }

    private bool IsClosed(QueueGridLine line) => Closed.Contains(line.Topic);

    private Task ToggleAsync(string topic)
    {
        if (!Closed.Remove(topic))
        {
            Closed.Add(topic);
        }

        Arrange();
        return OnFold.InvokeAsync();
    }
}
