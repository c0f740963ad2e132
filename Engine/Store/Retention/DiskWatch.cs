using Engine.Store.Log;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Retention;

/// <summary>
/// Knows how full the store's disk is, tells when that gets serious and when it is over, and closes the store to messages while the disk
/// is nearly full. One thread.
/// </summary>
internal sealed partial class DiskWatch
{
    private readonly IDiskSpace _disk;
    private readonly string _folder;
    private readonly DiskLimits _limits;
    private readonly long _segmentBytes;
    private readonly WriteGate _gate;
    private readonly ILogger _logger;
    private DiskLevel _level;
    private bool _isUnknown;
    private double _used = double.NaN;

    internal DiskWatch(IDiskSpace disk, StoreOptions options, long segmentBytes, WriteGate gate, ILogger logger)
    {
        _disk = disk;
        _folder = options.Folder;
        _limits = options.DiskLimits;
        _segmentBytes = segmentBytes;
        _gate = gate;
        _logger = logger;
    }

    /// <summary>Used part at the latest measurement, 0 to 1; null when it failed.</summary>
    internal double? Used => Volatile.Read(ref _used) is var used && !double.IsNaN(used) ? used : null;

    /// <summary>Measures; null when the system does not say, which is told once.</summary>
    internal DiskSpace? Measure()
    {
        try
        {
            var space = _disk.Measure(_folder);
            _isUnknown = false;
            Volatile.Write(ref _used, space.UsedRatio);
            return space;
        }
        catch (IOException failure)
        {
            if (!_isUnknown)
            {
                LogUnknown(failure, _folder);
            }

            _isUnknown = true;
            Volatile.Write(ref _used, double.NaN);
            return null;
        }
    }

    /// <summary>Measures and draws the conclusions.</summary>
    internal void Look()
    {
        if (Measure() is not { } space)
        {
            return;
        }

        var level = _limits.LevelOf(space, _segmentBytes, _level == DiskLevel.Refuse);
        if (level == DiskLevel.Refuse)
        {
            _gate.Close(WriteStop.DiskFull(_folder, space.UsedRatio, space.FreeBytes));
        }
        else
        {
            _gate.Open(WriteStopKind.DiskFull);
        }

        Tell(level, space);
        _level = level;
    }

    // The gate speaks for itself.
    private void Tell(DiskLevel level, DiskSpace space)
    {
        if (level > _level && level < DiskLevel.Refuse)
        {
            LogFilling(_folder, space.UsedRatio, space.FreeBytes);
        }
        else if (level == DiskLevel.Enough && _level > DiskLevel.Enough)
        {
            LogEnough(_folder, space.UsedRatio, space.FreeBytes);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk of {Folder} is filling up: {Used:P1} used, {Free} bytes free")]
    private partial void LogFilling(string folder, double used, long free);

    [LoggerMessage(Level = LogLevel.Information, Message = "The disk of {Folder} has room again: {Used:P1} used, {Free} bytes free")]
    private partial void LogEnough(string folder, double used, long free);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "How full the disk of {Folder} is cannot be found out; a full disk is noticed by failing writes only")]
    private partial void LogUnknown(IOException failure, string folder);
}
