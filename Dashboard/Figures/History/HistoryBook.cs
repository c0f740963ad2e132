using Dashboard.Figures.Sampling;

namespace Dashboard.Figures.History;

/// <summary>
/// All series in memory: takes the sample of every second, gives what is to be stored, and what a reader finds nowhere else. At most
/// <c>capacity</c> series; samples of more are dropped and counted. Safe for many threads.
/// </summary>
internal sealed class HistoryBook(int capacity)
{
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<SeriesName, SeriesTrack> _tracks = [];
    private long _droppedChunks;

    /// <summary>Series in memory.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _tracks.Count;
        }
    }

    /// <summary>Series that found no room in the last sample that was taken.</summary>
    internal int WithoutRoom { get; private set; }

    /// <summary>Chunks that were given up because they could not be stored for long.</summary>
    internal long DroppedChunks
    {
        get
        {
            lock (_lock)
                return _droppedChunks + _tracks.Values.Sum(track => track.Dropped);
        }
    }

    internal void Take(ClusterSample sample)
    {
        var at = sample.Overview.SampledAt;
        lock (_lock)
        {
            WithoutRoom = 0;
            foreach (var (name, values) in SampleSeries.Of(sample))
                Add_NeedsLock(name, at, values);
        }
    }

    internal void Add(in SeriesName name, DateTimeOffset at, in HistoryValues values)
    {
        lock (_lock)
            Add_NeedsLock(name, at, values);
    }

    /// <summary>Nothing more comes: slots that are not over are closed as they are.</summary>
    internal void End()
    {
        lock (_lock)
        {
            foreach (var track in _tracks.Values)
                track.End();
        }
    }

    /// <summary>What the database does not have; chunks that are being written only when asked for.</summary>
    internal List<ChunkWrite> Collect(bool withOpen)
    {
        var writes = new List<ChunkWrite>();
        lock (_lock)
        {
            foreach (var track in _tracks.Values)
            {
                foreach (var tier in HistoryTier.All)
                    track.In(tier).Collect(withOpen, (chunk, merges) => writes.Add(new ChunkWrite(track, tier, chunk, merges)));
            }
        }

        return writes;
    }

    /// <summary>The database has them.</summary>
    internal void Stored(IReadOnlyList<ChunkWrite> writes)
    {
        lock (_lock)
        {
            foreach (var write in writes)
                write.Track.In(write.Tier).Stored(write.Data);
        }
    }

    /// <summary>Series not seen for ten minutes, with all that was stored of them, leave the memory.</summary>
    internal void Forget(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var (name, track) in _tracks.Where(one => now - one.Value.SeenAt > ForgottenAfter).ToArray())
            {
                track.End();
                var isStored = true;
                foreach (var tier in HistoryTier.All)
                    track.In(tier).Collect(withOpen: true, (_, _) => isStored = false);

                if (isStored && _tracks.Remove(name))
                    _droppedChunks += track.Dropped;
            }
        }
    }

    /// <summary>What is in memory of one series.</summary>
    internal IReadOnlyList<ChunkBytes> Find(in SeriesName name, HistoryTier tier, long first, long last)
    {
        lock (_lock)
            return _tracks.TryGetValue(name, out var track) ? [.. track.In(tier).Between(first, last)] : [];
    }

    /// <summary>What is in memory of all queues of a group; of one topic when one is named.</summary>
    internal Dictionary<SeriesName, IReadOnlyList<ChunkBytes>> FindQueues(
        string cluster, string group, string? topic, HistoryTier tier, long first, long last)
    {
        lock (_lock)
        {
            return _tracks.Where(one => IsQueueOf(one.Key, cluster, group, topic)).ToDictionary(
                one => one.Key,
                IReadOnlyList<ChunkBytes> (one) => [.. one.Value.In(tier).Between(first, last)]);
        }
    }

    private static bool IsQueueOf(in SeriesName name, string cluster, string group, string? topic) =>
        name.IsQueue && name.Group == group && name.Cluster == cluster && (topic is null || name.Topic == topic);

    private void Add_NeedsLock(in SeriesName name, DateTimeOffset at, in HistoryValues values)
    {
        if (!_tracks.TryGetValue(name, out var track))
        {
            if (_tracks.Count >= capacity)
            {
                WithoutRoom++;
                return;
            }

            _tracks.Add(name, track = new SeriesTrack(name));
        }

        track.Add(at, values);
    }
}
