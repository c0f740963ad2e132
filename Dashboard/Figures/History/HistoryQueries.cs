using Microsoft.Data.Sqlite;

namespace Dashboard.Figures.History;

/// <summary>
/// Reads the history for pages and REST: what is stored, and what is still in memory. Where the database cannot be read the answer is what
/// memory has, with the reason. Safe for many threads.
/// </summary>
internal sealed class HistoryQueries(HistoryBook book, HistoryDatabase database, HistoryKeeper keeper, TimeProvider timeProvider)
{
    /// <summary>Why answers may lack points; null when nothing is wrong.</summary>
    internal string? Problem => keeper.Problem;

    /// <summary>Series that are not recorded because there are too many.</summary>
    internal int WithoutRoom => book.WithoutRoom;

    /// <summary>How far back there may be anything.</summary>
    internal TimeSpan Longest => keeper.Retention.Longest;

    /// <summary>One series in a range, in the finest resolution that reaches back to its begin.</summary>
    internal async Task<HistoryAnswer> ReadAsync(
        SeriesName name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        var (tier, first, last) = Span(from, to);
        var waiting = book.Find(name, tier, first, last);
        var (stored, problem) = Stored(() => database.Read(name, tier, first, last), []);
        return Answer(SlotPoints.Decode(stored, waiting), tier, from, to, problem);
    }

    /// <summary>The sum over a group's queues of a topic, of a broker, or of both.</summary>
    internal async Task<HistoryAnswer> ReadSumAsync(
        string cluster,
        string group,
        Func<QueueHistory, bool> isWanted,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (tier, slots, problem) = Queues(cluster, group, null, from, to, cancellationToken);
        var wanted = slots.Where(one => isWanted(new QueueHistory(one.Name.Topic, one.Name.Broker, one.Name.QueueId, [])));
        return Answer(SlotPoints.Sum(wanted.Select(one => one.Slots)), tier, from, to, problem);
    }

    /// <summary>All queues of a group, of one topic when one is named, by topic, broker and queue id.</summary>
    internal async Task<IReadOnlyList<QueueHistory>> ReadQueuesAsync(
        string cluster, string group, string? topic, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (tier, slots, _) = Queues(cluster, group, topic, from, to, cancellationToken);
        return
        [
            .. slots
                .Select(one => new QueueHistory(
                    one.Name.Topic, one.Name.Broker, one.Name.QueueId, SlotPoints.Within(one.Slots, tier, from, to)))
                .Where(queue => queue.Points.Count > 0)
                .OrderBy(queue => queue.Topic, StringComparer.Ordinal)
                .ThenBy(queue => queue.Broker, StringComparer.Ordinal)
                .ThenBy(queue => queue.QueueId),
        ];
    }

    /// <summary>The newest events of a group and of the nodes, newest first.</summary>
    internal async Task<IReadOnlyList<TimelineEvent>> ReadTimelineAsync(
        string cluster, string group, TimelineKind? kind, int limit, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = keeper.WaitingEvents.Where(one =>
            one.Cluster == cluster && (one.Group == group || one.Group.Length == 0) && (kind is null || one.Kind == kind));
        var (stored, _) = Stored(() => database.ReadEvents(cluster, group, kind, limit), []);
        return [.. stored.Concat(waiting).DistinctBy(Identity).OrderByDescending(one => one.At).Take(limit)];
    }

    /// <summary>An event may be stored between the two looks; times of the database are whole milliseconds.</summary>
    private static object Identity(TimelineEvent one) => (one.At.ToUnixTimeMilliseconds(), one.Group, one.Kind, one.Subject, one.Count);

    private static HistoryAnswer Answer(
        IReadOnlyList<SlotValues> slots, HistoryTier tier, DateTimeOffset from, DateTimeOffset to, string? problem) =>
        new(from, to, tier.Step, SlotPoints.WithGaps(SlotPoints.Within(slots, tier, from, to), tier.Step), problem);

    private (HistoryTier Tier, List<(SeriesName Name, IReadOnlyList<SlotValues> Slots)> Series, string? Problem) Queues(
        string cluster, string group, string? topic, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (tier, first, last) = Span(from, to);
        var waiting = book.FindQueues(cluster, group, topic, tier, first, last);
        var (stored, problem) = Stored(() => database.ReadQueues(cluster, group, topic, tier, first, last), []);
        var series = new List<(SeriesName, IReadOnlyList<SlotValues>)>();
        foreach (var name in waiting.Keys.Union(stored.Keys))
        {
            cancellationToken.ThrowIfCancellationRequested();
            series.Add((name, SlotPoints.Decode(stored.GetValueOrDefault(name, []), waiting.GetValueOrDefault(name, []))));
        }

        return (tier, series, problem);
    }

    private (HistoryTier Tier, long First, long Last) Span(DateTimeOffset from, DateTimeOffset to)
    {
        var tier = keeper.Retention.TierFor(from, timeProvider.GetUtcNow());
        return (tier, tier.ChunkOf(from), tier.ChunkOf(to));
    }

    private (T Found, string? Problem) Stored<T>(Func<T> read, T nothing)
    {
        try
        {
            return (read(), keeper.Problem);
        }
        catch (SqliteException failure)
        {
            return (nothing, keeper.Problem ?? $"{database.Path}: {failure.Message}");
        }
    }
}
