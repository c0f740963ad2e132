using Dashboard.Figures.Sampling;

namespace Dashboard.Figures.History;

/// <summary>
/// Takes the samples of all clusters into memory and brings them to the database in batches. What cannot be stored stays in memory as long
/// as there is room, and <see cref="Problem"/> says why. Takes and flushes may come from different threads.
/// </summary>
internal sealed class HistoryKeeper(HistoryBook book, HistoryDatabase database, HistoryBounds bounds, TimeProvider timeProvider)
{
    private const int MostWaitingEvents = 1_000;
    private const int FlushesPerOpen = 5;
    private const int FlushesPerTrim = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TimelineWatch> _watches = new(StringComparer.Ordinal);
    private List<TimelineEvent> _waiting = [];
    private int _flushes;

    /// <summary>What is kept how long at the moment.</summary>
    internal HistoryRetention Retention { get; private set; } = new(bounds.Longest);

    /// <summary>Why the database could not be written the last time; null when it could.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Events that the database does not have yet, oldest first.</summary>
    internal IReadOnlyList<TimelineEvent> WaitingEvents
    {
        get
        {
            lock (_lock)
                return [.. _waiting];
        }
    }

    internal void Take(ClusterSample sample)
    {
        book.Take(sample);
        lock (_lock)
        {
            if (!_watches.TryGetValue(sample.Overview.Cluster, out var watch))
                _watches.Add(sample.Overview.Cluster, watch = new TimelineWatch(sample.Overview.Cluster));

            _waiting.AddRange(watch.Next(sample));
            if (_waiting.Count > MostWaitingEvents)
                _waiting.RemoveRange(0, _waiting.Count - MostWaitingEvents);
        }
    }

    /// <summary>
    /// Stores what is complete; with every fifth flush, and with the last, also what is not. Now and then deletes what is old. A failure
    /// is thrown after it was noted; what it concerns is tried again with the next flush.
    /// </summary>
    internal void Flush(bool isLast)
    {
        try
        {
            database.Prepare();
            if (isLast)
                book.End();

            Store(withOpen: isLast || ++_flushes % FlushesPerOpen == 0);
            book.Forget(timeProvider.GetUtcNow());
            if (!isLast && _flushes % FlushesPerTrim == 1)
                Retention = Retention.After(database.Trim(Retention, timeProvider.GetUtcNow()), bounds.MostBytes);

            Problem = null;
        }
        catch (Exception failure)
        {
            database.Mistrust();
            Problem = failure is HistoryFormatException ? failure.Message : $"{database.Path}: {failure.Message}";
            throw;
        }
    }

    private void Store(bool withOpen)
    {
        var chunks = book.Collect(withOpen);
        var events = WaitingEvents;
        if (chunks.Count == 0 && events.Count == 0)
            return;

        database.Write(chunks, events);
        book.Stored(chunks);
        lock (_lock)
            _waiting = [.. _waiting.Except(events, ReferenceEqualityComparer.Instance).Cast<TimelineEvent>()];
    }
}
