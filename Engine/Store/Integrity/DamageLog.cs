using Engine.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Integrity;

/// <summary>
/// What was found damaged in a store, at its start and by readers: every place is said once, kept up to a number, and counted. Safe from
/// any thread; costs nothing while there is no damage.
/// </summary>
internal sealed partial class DamageLog
{
    /// <summary>Places that are kept and written to the log.</summary>
    internal const int MostPlaces = 100;

    /// <summary>Places known by their offset alone; behind them nothing is counted any more.</summary>
    internal const int MostCounted = 10_000;

    private readonly Lock _lock = new();
    private readonly List<DamagedPlace> _places = [];
    private readonly HashSet<(string Path, long Offset)> _known = [];
    private readonly TimeProvider _timeProvider;
    private readonly StoreMeter? _meter;
    private readonly ILogger _logger;

    internal DamageLog(TimeProvider timeProvider, ILogger logger, StoreMeter? meter = null)
    {
        _meter = meter;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>The first places found, in order.</summary>
    internal IReadOnlyList<DamagedPlace> Places
    {
        get
        {
            lock (_lock)
            {
                return [.. _places];
            }
        }
    }

    /// <summary>How many places were found; exact up to <see cref="MostCounted"/>, where it stays.</summary>
    internal long Count
    {
        get
        {
            lock (_lock)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>Notes damage; without effect where it lies inside damage that is known.</summary>
    /// <param name="path">The log file, or a queue's folder.</param>
    /// <param name="offset">Log offset, or byte offset in the queue.</param>
    /// <param name="bytes">How many bytes cannot be used.</param>
    /// <param name="fault">What is wrong, beginning small.</param>
    internal void Report(string path, long offset, long bytes, string fault)
    {
        int places;
        lock (_lock)
        {
            if (_known.Count >= MostCounted || _places.Exists(place => place.Covers(path, offset)) || !_known.Add((path, offset)))
            {
                return;
            }

            places = _known.Count;
            if (places <= MostPlaces)
            {
                _places.Add(new DamagedPlace(path, offset, bytes, fault, _timeProvider.GetUtcNow()));
            }
        }

        _meter?.DamageFound();
        if (places <= MostPlaces)
        {
            LogDamage(path, offset, bytes, fault);
        }
        else if (places == MostPlaces + 1)
        {
            LogNoMore(MostPlaces);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Damage in {Path} at offset {Offset}, {Bytes} bytes are left out: {Fault}")]
    private partial void LogDamage(string path, long offset, long bytes, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "More than {Places} places of the store are damaged; further ones are only counted")]
    private partial void LogNoMore(int places);
}
