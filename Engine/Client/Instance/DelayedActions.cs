using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// Does short things later, on the clock's thread, and none after it is disposed. Holds one entry per thing that waits: a put-back per
/// queue, a retry per failed batch, both bounded by what is assigned and cached.
/// </summary>
internal sealed partial class DelayedActions(TimeProvider timeProvider, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<Entry> _waiting = [];
    private bool _disposed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <returns>Disposed, it calls the action off, if it has not begun.</returns>
    public IDisposable Schedule(TimeSpan delay, Action action)
    {
        var entry = new Entry(action, this);
        entry.Timer = timeProvider.CreateTimer(Fire, entry, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (_disposed)
            {
                entry.Timer.Dispose();
                return entry;
            }

            _waiting.Add(entry);
        }

        entry.Timer.Change(delay, Timeout.InfiniteTimeSpan);
        return entry;
    }

    public void Dispose()
    {
        Entry[] waiting;
        lock (_lock)
        {
            _disposed = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var entry in waiting)
        {
            entry.Timer!.Dispose();
        }
    }

    private void Fire(object? state)
    {
        var entry = (Entry)state!;
        if (!TryTake(entry))
        {
            return;
        }

        try
        {
            entry.Action();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    private bool TryTake(Entry entry)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(entry))
            {
                return false;
            }
        }

        entry.Timer!.Dispose();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a delayed action of a consumer failed")]
    private partial void LogFailed(Exception exception);

    private sealed class Entry(Action action, DelayedActions owner) : IDisposable
    {
        public Action Action { get; } = action;

        public ITimer? Timer { get; set; }

        public void Dispose() => owner.TryTake(this);
    }
}
