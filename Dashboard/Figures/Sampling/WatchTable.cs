using System.Collections.Immutable;
using Engine.Admin;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// The watched things of one kind: made for the first viewer, gone with the last one. At most <see cref="SamplingLimits.WatchedThings"/>.
/// </summary>
/// <param name="kind">For messages: group, topic or overview.</param>
/// <param name="makeLoop">The loop that samples a thing into its watch.</param>
internal sealed class WatchTable<T>(string kind, Func<string, Watch<T>, WatchLoop> makeLoop) : IAsyncDisposable
    where T : class, ISnapshot<T>
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<string, Entry> _entries = ImmutableDictionary.Create<string, Entry>(StringComparer.Ordinal);
    private bool _closed;

    internal int Count => _entries.Count;

    internal IEnumerable<string> Names => _entries.Keys;

    internal Watch<T>? Find(string name) => _entries.GetValueOrDefault(name)?.Watch;

    /// <summary>Wants a sample of the thing soon, if it is watched.</summary>
    internal void Trigger(string name) => _entries.GetValueOrDefault(name)?.Loop.Trigger();

    /// <summary>Begins or shares the watching. What the observer is given first is the newest sample there is.</summary>
    internal void Join(string name, Sampled<T>? known, ISnapshotObserver<T> observer)
    {
        Watch<T> watch;
        bool joined;
        lock (_lock)
        {
            watch = (_entries.GetValueOrDefault(name) ?? Make_NeedsLock(name)).Watch;
            joined = watch.TryJoin(observer);
        }

        if (!joined)
            throw Full($"The {kind} '{name}' has {watch.Viewers} viewers, which is the most there can be.");

        if (known is not null)
            watch.Publish(known);
    }

    /// <summary>Ends the watching when nobody else looks; returns once its loop has ended.</summary>
    internal async ValueTask LeaveAsync(string name, ISnapshotObserver<T> observer)
    {
        Entry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(name, out entry) || !entry.Watch.Leave(observer))
                return;

            _entries = _entries.Remove(name);
        }

        await entry.Loop.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The thing is gone: its viewers are told why. Called by its own loop, which ends after it.</summary>
    internal void End(string name, Watch<T> watch, Exception reason)
    {
        Entry? ended = null;
        lock (_lock)
        {
            if (_entries.TryGetValue(name, out var entry) && ReferenceEquals(entry.Watch, watch))
            {
                ended = entry;
                _entries = _entries.Remove(name);
            }
        }

        ended?.Loop.Stop();
        watch.End(reason);
    }

    public async ValueTask DisposeAsync()
    {
        ImmutableDictionary<string, Entry> entries;
        lock (_lock)
        {
            _closed = true;
            (entries, _entries) = (_entries, _entries.Clear());
        }

        foreach (var entry in entries.Values)
            entry.Watch.End(null);

        foreach (var entry in entries.Values)
            await entry.Loop.DisposeAsync().ConfigureAwait(false);
    }

    private Entry Make_NeedsLock(string name)
    {
        if (_closed)
            throw new AdminException(AdminErrorKind.Unreachable, $"The console is stopping; the {kind} '{name}' is no longer watched.");

        if (_entries.Count >= SamplingLimits.WatchedThings)
            throw Full($"{_entries.Count} things of the kind {kind} are watched, which is the most there can be.");

        var watch = new Watch<T>();
        var entry = new Entry(watch, makeLoop(name, watch));
        _entries = _entries.Add(name, entry);
        entry.Loop.Start();
        return entry;
    }

    private static AdminException Full(string message) => new(AdminErrorKind.Refused, message);

    private sealed record Entry(Watch<T> Watch, WatchLoop Loop);
}
