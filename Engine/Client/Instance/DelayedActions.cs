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

    public void Schedule(TimeSpan delay, Action action)
    {
        var entry = new Entry(action);
        entry.Timer = timeProvider.CreateTimer(Fire, entry, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (_disposed)
            {
                entry.Timer.Dispose();
                return;
            }

            _waiting.Add(entry);
        }

        entry.Timer.Change(delay, Timeout.InfiniteTimeSpan);
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
        lock (_lock)
        {
            if (!_waiting.Remove(entry))
            {
                return;
            }
        }

        entry.Timer!.Dispose();
        try
        {
            entry.Action();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a delayed action of a consumer failed")]
    private partial void LogFailed(Exception exception);

    private sealed class Entry(Action action)
    {
        public Action Action { get; } = action;

        public ITimer? Timer { get; set; }
    }
}
