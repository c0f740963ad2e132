using Microsoft.Extensions.Logging;

namespace Engine.Store.Log;

/// <summary>
/// Whether a store takes messages: closed while at least one reason stands. Mirrors the not-writeable bits of <c>RunningFlags</c>.
/// Said once when it closes and once when it opens again, not for every message.
/// </summary>
internal sealed partial class WriteGate
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<WriteStopKind, WriteStop> _stops = [];
    private readonly ILogger _logger;
    private WriteStop? _first;

    internal WriteGate(ILogger logger) => _logger = logger;

    /// <summary>The most important reason that stands; null while the gate is open.</summary>
    internal WriteStop? Standing => Volatile.Read(ref _first);

    /// <summary>Closes the gate for a reason, or brings the figures of one that stands up to date.</summary>
    internal void Close(WriteStop stop)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = !_stops.ContainsKey(stop.Kind);
            _stops[stop.Kind] = stop;
            Publish_NeedsLock();
        }

        if (isNew)
        {
            LogClosed(stop.Kind, stop.Remark);
        }
    }

    /// <summary>Takes a reason away; without effect when it does not stand.</summary>
    internal void Open(WriteStopKind kind)
    {
        bool wasThere;
        WriteStop? left;
        lock (_lock)
        {
            wasThere = _stops.Remove(kind);
            left = Publish_NeedsLock();
        }

        if (wasThere && left is null)
        {
            LogOpened(kind);
        }
        else if (wasThere)
        {
            LogStillClosed(kind, left!.Remark);
        }
    }

    private WriteStop? Publish_NeedsLock()
    {
        var first = _stops.Select(stop => stop.Value).FirstOrDefault();
        Volatile.Write(ref _first, first);
        return first;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store takes no messages ({Kind}): {Remark}")]
    private partial void LogClosed(WriteStopKind kind, string remark);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store takes messages again ({Kind} is over)")]
    private partial void LogOpened(WriteStopKind kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} is over, but the store still takes no messages: {Remark}")]
    private partial void LogStillClosed(WriteStopKind kind, string remark);
}
