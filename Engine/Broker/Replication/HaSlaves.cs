namespace Engine.Broker.Replication;

/// <summary>The slaves that are connected to a master. Any thread; reading takes no lock.</summary>
internal sealed class HaSlaves : ICaughtUpSlaves
{
    private readonly Lock _lock = new();
    private volatile HaFeed[] _feeds = [];

    public IReadOnlyList<HaFeed> Feeds => _feeds;

    /// <summary>Log offset up to which at least one of them has everything; -1 while there is none that said so.</summary>
    public long BestAck
    {
        get
        {
            var best = -1L;
            foreach (var feed in _feeds)
            {
                best = Math.Max(best, feed.Acked);
            }

            return best;
        }
    }

    public bool Any => _feeds.Any(feed => feed.HasCaughtUp);

    /// <summary>Adds one; false when there are so many already.</summary>
    public bool TryAdd(HaFeed feed, int most)
    {
        lock (_lock)
        {
            if (_feeds.Length >= most)
            {
                return false;
            }

            _feeds = [.. _feeds, feed];
            return true;
        }
    }

    public void Remove(HaFeed feed)
    {
        lock (_lock)
        {
            _feeds = [.. _feeds.Where(one => one != feed)];
        }
    }
}
