using Dashboard.Components.Layout;
using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>
/// In which order a group's queues stand; part of the page's address. The queues of a topic stay together: topics go by their totals, the
/// queues of each by their own figures, and what is alike by name.
/// </summary>
internal sealed record QueueSort(string Column, bool Descending)
{
    public const string ByQueue = "queue";
    public const string ByBrokerOffset = "brokerOffset";
    public const string ByConsumerOffset = "consumerOffset";
    public const string ByLag = "lag";
    public const string ByVerdict = "verdict";

    private static readonly string[] Columns = [ByQueue, ByBrokerOffset, ByConsumerOffset, ByLag, ByVerdict];

    /// <summary>By topic, broker and number, as the feed gives them.</summary>
    public static QueueSort Start { get; } = new(ByQueue, false);

    public static QueueSort Of(string uri)
    {
        var column = PageQuery.Get(uri, "sort");
        return Columns.Contains(column) ? new QueueSort(column!, PageQuery.Get(uri, "dir") == "desc") : Start;
    }

    /// <summary>As parts of an address; none for the order that a page begins with.</summary>
    public IEnumerable<(string Key, string? Value)> Pairs() =>
        this == Start ? [] : [("sort", Column), ("dir", Descending ? "desc" : "asc")];

    /// <summary>The same column again turns the order; names begin at A, figures with the largest.</summary>
    public QueueSort By(string column) => new(column, column == Column ? !Descending : column != ByQueue);

    public IReadOnlyList<QueueRow> Apply(IReadOnlyList<QueueRow> rows)
    {
        if (Column == ByQueue)
        {
            return Descending ? [.. rows.Reverse()] : rows;
        }

        var topics = rows.GroupBy(row => row.Topic, StringComparer.Ordinal).Select(topic => topic.ToList()).ToList();
        return [.. Order(topics, topic => KeyOf(QueueTotals.Of(topic))).SelectMany(topic => Order(topic, KeyOf))];
    }

    /// <summary>With the queues of each topic side by side, topics in the order they come in.</summary>
    public static IReadOnlyList<QueueRow> Grouped(IReadOnlyList<QueueRow> rows) =>
        [.. rows.GroupBy(row => row.Topic, StringComparer.Ordinal).SelectMany(topic => topic)];

    private IEnumerable<T> Order<T>(IEnumerable<T> items, Func<T, long> key) =>
        Descending ? items.OrderByDescending(key) : items.OrderBy(key);

    private long KeyOf(QueueRow row) => Column switch
    {
        ByBrokerOffset => row.BrokerOffset,
        ByConsumerOffset => row.ConsumerOffset ?? -1,
        ByLag => row.Lag ?? -1,
        _ => QueueVerdicts.GravityOf(VerdictWords.Read(row.Verdict)),
    };

    private long KeyOf(QueueTotals totals) => Column switch
    {
        ByBrokerOffset => totals.BrokerOffset,
        ByConsumerOffset => totals.ConsumerOffset ?? -1,
        ByLag => totals.Lag ?? -1,
        _ => QueueVerdicts.GravityOf(totals.Motion.Verdict),
    };
}
