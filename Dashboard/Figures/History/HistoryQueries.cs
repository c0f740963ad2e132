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
        var span = Span(from, to);
        var (slots, problem) = Slots(name, span);
        return Answer(slots, span.Tier, from, to, problem);
    }

    /// <summary>The sum over those queues of a group that are wanted; unknown while the broker of one of them does not answer.</summary>
    internal async Task<HistoryAnswer> ReadSumAsync(
        string cluster,
        string group,
        Func<SeriesName, bool> isWanted,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var span = Span(from, to);
        var sums = new SlotSums(span.First, span.Last);
        var problem = VisitQueues(cluster, group, null, span, cancellationToken, (name, slots) =>
        {
            if (isWanted(name))
                sums.Add(slots);
        });
        var (total, _) = Slots(SeriesName.OfGroup(cluster, group), span);
        return Answer(sums.Known(total), span.Tier, from, to, problem);
    }

    /// <summary>
    /// All queues of a group, of one topic when one is named, by topic, broker and queue id; each as so many points at equal distances.
    /// </summary>
    internal async Task<IReadOnlyList<QueueHistory>> ReadQueuesAsync(
        string cluster,
        string group,
        string? topic,
        DateTimeOffset from,
        DateTimeOffset to,
        int points,
        CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var span = Span(from, to);
        var queues = new List<QueueHistory>();
        VisitQueues(cluster, group, topic, span, cancellationToken, (name, slots) =>
        {
            var all = slots.Select(one => new HistoryPoint(span.Tier.StartOf(one.Slot), one.Values));
            var thin = HistoryThinning.Of(all, from, to, points);
            if (thin.Any(point => point.Values != default))
                queues.Add(new QueueHistory(name.Topic, name.Broker, name.QueueId) { Points = thin });
        });
        return
        [
            .. queues
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

    private (IReadOnlyList<SlotValues> Slots, string? Problem) Slots(
        SeriesName name, (HistoryTier Tier, long First, long Last) span)
    {
        var waiting = book.Find(name, span.Tier, span.First, span.Last);
        var (stored, problem) = Stored(() => database.Read(name, span.Tier, span.First, span.Last), []);
        return (SlotPoints.Decode(stored, waiting), problem);
    }

    private string? VisitQueues(
        string cluster,
        string group,
        string? topic,
        (HistoryTier Tier, long First, long Last) span,
        CancellationToken cancellationToken,
        Action<SeriesName, IReadOnlyList<SlotValues>> visit)
    {
        var waiting = book.FindQueues(cluster, group, topic, span.Tier, span.First, span.Last);
        var seen = new HashSet<SeriesName>();
        var slots = new List<SlotValues>();
        var (_, problem) = Stored(
            () =>
            {
                database.VisitQueues(cluster, group, topic, span, (name, stored) =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    seen.Add(name);
                    SlotPoints.DecodeInto(slots, stored, waiting.GetValueOrDefault(name, []));
                    visit(name, slots);
                });
                return true;
            },
            nothing: false);
        foreach (var (name, chunks) in waiting.Where(one => !seen.Contains(one.Key)))
            visit(name, SlotPoints.Decode([], chunks));

        return problem;
    }

    /// <summary>Taken once for an answer: the clock goes on meanwhile, and with it the last chunk there is.</summary>
    private (HistoryTier Tier, long First, long Last) Span(DateTimeOffset from, DateTimeOffset to)
    {
        var now = timeProvider.GetUtcNow();
        var tier = keeper.Retention.TierFor(from, now);
        var first = Math.Max(0, tier.ChunkOf(from));
        return (tier, first, Math.Max(first, tier.ChunkOf(to < now ? to : now)));
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
