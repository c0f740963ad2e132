using Engine.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Log;

/// <summary>
/// Brings the log to the disk itself and knows how far it is there. Safe from any thread; meant for threads that may block. Mirrors what
/// <c>CommitLog$FlushRealTimeService</c> and <c>$GroupCommitService</c> share.
/// </summary>
/// <remarks>
/// When a disk refuses a flush, the system may from then on take the pages concerned for written (Linux does), and the next flush would
/// succeed without them. So nothing behind the last good flush counts as safe until all of it was written once more and flushed.
/// </remarks>
internal sealed partial class LogFlush
{
    private const int PieceBytes = 4 * 1024 * 1024;

    private readonly ILogDisk _disk;
    private readonly TimeProvider _timeProvider;
    private readonly StoreMeter _meter;
    private readonly ILogger _logger;
    private readonly Lock _flushing = new();
    private long _flushedEnd;
    private bool _isRefused;

    internal LogFlush(ILogDisk disk, TimeProvider timeProvider, StoreMeter meter, ILogger logger)
    {
        _disk = disk;
        _timeProvider = timeProvider;
        _meter = meter;
        _logger = logger;
    }

    /// <summary>Everything before it is on the disk itself.</summary>
    internal long FlushedOffset => Volatile.Read(ref _flushedEnd);

    /// <summary>Everything before it has left this process.</summary>
    internal long WrittenOffset => _disk.WrittenEnd;

    /// <summary>Whether the disk refused the last flush.</summary>
    internal bool IsRefused => Volatile.Read(ref _isRefused);

    /// <summary>Sets what is known to be on the disk, after recovery.</summary>
    internal void StartAt(long flushedEnd) => Volatile.Write(ref _flushedEnd, flushedEnd);

    /// <summary>Brings everything written before the call to the disk itself.</summary>
    /// <returns>False when the disk refused: said in the log once, and once more when it works again.</returns>
    internal bool TryFlush()
    {
        try
        {
            Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Makes sure that everything before an offset is on the disk itself.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void FlushTo(long offset)
    {
        if (FlushedOffset < offset)
        {
            Flush();
        }
    }

    /// <summary>Brings everything written before the call to the disk itself.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void Flush()
    {
        // The lock holds I/O on purpose: a flush that another began is not over before that one returns.
        lock (_flushing)
        {
            try
            {
                if (_isRefused)
                {
                    WriteAgain_NeedsLock();
                }

                FlushTo_NeedsLock(_disk.WrittenEnd);
            }
            catch (IOException refused)
            {
                Note_NeedsLock(refused);
                throw;
            }

            Note_NeedsLock(refused: null);
        }
    }

    // Piece by piece, so that a disk that goes on refusing costs one piece at a time.
    private void WriteAgain_NeedsLock()
    {
        var end = _disk.SettledEnd;
        while (_flushedEnd < end)
        {
            FlushTo_NeedsLock(_disk.WriteAgain(_flushedEnd, Math.Min(end, _flushedEnd + PieceBytes)));
        }
    }

    private void FlushTo_NeedsLock(long end)
    {
        var isMeasured = _meter.MeasuresFlush && end > _flushedEnd;
        var began = isMeasured ? _timeProvider.GetTimestamp() : 0;
        _disk.Flush();
        Volatile.Write(ref _flushedEnd, end);
        if (isMeasured)
        {
            _meter.Flushed(_timeProvider.GetElapsedTime(began));
        }
    }

    private void Note_NeedsLock(IOException? refused)
    {
        var wasRefused = _isRefused;
        Volatile.Write(ref _isRefused, refused is not null);
        if (refused is not null && !wasRefused)
        {
            LogRefused(refused, _flushedEnd);
        }
        else if (refused is null && wasRefused)
        {
            LogWorks(_flushedEnd);
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The disk refuses to flush the log; only what is before offset {FlushedOffset} is safe")]
    private partial void LogRefused(Exception failure, long flushedOffset);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The disk flushes the log again; what it had refused was written once more, up to offset {FlushedOffset}")]
    private partial void LogWorks(long flushedOffset);
}
