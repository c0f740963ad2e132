using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>A line of the queue grid: a topic with its totals, or one of its queues.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Totals">Set on a topic's line.</param>
/// <param name="Row">Set on a queue's line.</param>
internal sealed record QueueGridLine(string Topic, QueueTotals? Totals, QueueRow? Row)
{
    /// <summary>Stays the same from sample to sample, so that a row is moved and never rebuilt.</summary>
    public object Key => Row is null ? Topic : (Row.Topic, Row.Broker, Row.QueueId);

    /// <summary>Topics in the order they come in, each with its queues unless it is closed.</summary>
    public static List<QueueGridLine> Of(IReadOnlyList<QueueRow> rows, IReadOnlySet<string> closed)
    {
        var lines = new List<QueueGridLine>(rows.Count + 8);
        foreach (var topic in rows.GroupBy(row => row.Topic, StringComparer.Ordinal))
        {
            lines.Add(new QueueGridLine(topic.Key, QueueTotals.Of([.. topic]), null));
            if (!closed.Contains(topic.Key))
            {
                lines.AddRange(topic.Select(row => new QueueGridLine(topic.Key, null, row)));
            }
        }

        return lines;
    }
}
