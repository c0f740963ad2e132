using System.Collections.Concurrent;

namespace Engine.Broker.Statistics;

/// <summary>
/// Counts the changes of this broker and wakes who waits for one. A change with nobody waiting costs a few interlocked operations.
/// </summary>
/// <remarks>
/// The counter begins at the time of the start in milliseconds, so that a version seen before a restart differs from every later
/// one. As many cells as topics and groups that changed since the start.
/// </remarks>
internal sealed class ChangeVersions(TimeProvider timeProvider, int waiterCapacity)
{
    private readonly long _start = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly ConcurrentDictionary<string, ChangeCell> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ChangeCell> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ChangeWaiter, bool> _waiters = new();
    private readonly ChangeCell _everything = new();

    /// <summary>Raised with the first change of a name: who waits for a name without a cell waits here.</summary>
    private readonly ChangeCell _firstChanges = new();

    private long _changes;
    private int _waiting;
    private long _refused;
    private volatile bool _stopped;

    /// <summary>Version of everything.</summary>
    public long Current => _start + Interlocked.Read(ref _changes);

    /// <summary>Waits refused because too many were held.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Waits held now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A message became readable in the topic, or the topic was made, changed or deleted.</summary>
    public void TopicChanged(string topic) => Raise(_topics, topic);

    /// <summary>The group's offsets, members or configuration changed.</summary>
    public void GroupChanged(string group) => Raise(_groups, group);

    public long VersionOf(ChangeWatch watch)
    {
        if (watch.All)
        {
            return Current;
        }

        var newest = watch.Group is { } group && _groups.TryGetValue(group, out var cell) ? cell.Version : 0;
        foreach (var topic in watch.Topics)
        {
            newest = _topics.TryGetValue(topic, out var ofTopic) ? Math.Max(newest, ofTopic.Version) : newest;
        }

        return Math.Max(newest, _start);
    }

    /// <summary>
    /// Begins to wait; the caller then looks at the version once more, so that no change in between is missed. Null when too many
    /// wait already.
    /// </summary>
    public ChangeWaiter? TryWait(ChangeWatch watch)
    {
        if (Interlocked.Increment(ref _waiting) > waiterCapacity)
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _refused);
            return null;
        }

        var cells = CellsOf(watch);
        var waiter = new ChangeWaiter(cells, Forget);
        _waiters[waiter] = true;
        foreach (var cell in cells)
        {
            cell.Add(waiter);
        }

        if (_stopped)
        {
            waiter.Wake();
        }

        return waiter;
    }

    /// <summary>Lets every waiter go, and each later one at once.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var waiter in _waiters.Keys)
        {
            waiter.Wake();
        }
    }

    private void Raise(ConcurrentDictionary<string, ChangeCell> cells, string name)
    {
        var version = _start + Interlocked.Increment(ref _changes);
        if (cells.TryGetValue(name, out var cell))
        {
            cell.Raise(version);
        }
        else
        {
            cells.GetOrAdd(name, static _ => new ChangeCell()).Raise(version);
            _firstChanges.Raise(version);
        }

        _everything.Raise(version);
    }

    private List<ChangeCell> CellsOf(ChangeWatch watch)
    {
        if (watch.All)
        {
            return [_everything];
        }

        var cells = new List<ChangeCell>(watch.Topics.Count + 2);
        var found = watch.Group is not { } group || TryAdd(cells, _groups, group);
        foreach (var topic in watch.Topics)
        {
            found &= TryAdd(cells, _topics, topic);
        }

        if (!found)
        {
            cells.Add(_firstChanges);
        }

        return cells;
    }

    private static bool TryAdd(List<ChangeCell> list, ConcurrentDictionary<string, ChangeCell> cells, string name)
    {
        if (!cells.TryGetValue(name, out var cell))
        {
            return false;
        }

        list.Add(cell);
        return true;
    }

    private void Forget(ChangeWaiter waiter)
    {
        if (_waiters.TryRemove(waiter, out _))
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
