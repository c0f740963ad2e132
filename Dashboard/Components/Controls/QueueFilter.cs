using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>Which queues of a group are shown; stands in the page's address.</summary>
internal sealed record QueueFilter(string? Topic, string? Broker, bool OnlyLagging)
{
    public static QueueFilter All { get; } = new(null, null, false);

    public bool IsAll => this == All;

    public IReadOnlyList<QueueRow> Apply(IReadOnlyList<QueueRow> rows) => IsAll ? rows : [.. rows.Where(Shows)];

    private bool Shows(QueueRow row) =>
        (Topic is null || row.Topic == Topic) && (Broker is null || row.Broker == Broker) && (!OnlyLagging || row.Lag is > 0);
}
