using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Recovery;

/// <summary>
/// Reads the log record by record up to its end and enters what it says into the queues. What is damaged with good records behind it is
/// left out and reported; with none behind it, it is the torn end of the log.
/// </summary>
internal sealed partial class LogReplay
{
    private const int MostRanges = 10_000;

    private readonly SegmentFiles _log;
    private readonly List<LostRange> _lost = [];
    private readonly QueueRebuilder _rebuilder;
    private readonly DamageLog _damage;
    private readonly ILogger _logger;
    private readonly RecordSearch _search;

    internal LogReplay(SegmentFiles log, QueueRebuilder rebuilder, DamageLog damage, ILogger logger)
    {
        _log = log;
        _rebuilder = rebuilder;
        _damage = damage;
        _logger = logger;
        _search = new RecordSearch(log);
    }

    /// <summary>What was left out, the first ranges.</summary>
    internal IReadOnlyList<LostRange> Lost => _lost;

    /// <summary>Reads from a place on.</summary>
    /// <param name="from">Log offset of a record.</param>
    /// <param name="zerosEndItFrom">From here on zeros are the end without a look behind them; a clean stop says so.</param>
    /// <param name="mayFill">Whether queues that miss entries before a record are filled up to it.</param>
    /// <returns>What was read; null when a queue misses entries and may not be filled.</returns>
    internal RecoveryReport? Run(long from, long zerosEndItFrom, bool mayFill)
    {
        _lost.Clear();
        var scanner = new LogScanner(_log, from);
        var (records, lastStoreTime) = (0L, 0L);
        while (true)
        {
            var step = scanner.Next(out var record);
            if (step == LogStep.Record)
            {
                records++;
                lastStoreTime = record.StoreTimestamp;
                if (!TryEnter(record, mayFill))
                {
                    return null;
                }
            }
            else if (step == LogStep.Empty && scanner.Position >= zerosEndItFrom || !TrySkipDamage(scanner, step))
            {
                return new RecoveryReport
                {
                    ScannedFrom = from,
                    LogEnd = scanner.Position,
                    Records = records,
                    LastStoreTime = lastStoreTime,
                };
            }
        }
    }

    private bool TryEnter(in MessageRecord record, bool mayFill)
    {
        var entered = _rebuilder.Enter(record, mayFill);
        if (entered == RebuildStep.Contradiction)
        {
            LogContradiction(record.PhysicalOffset, record.QueueId, record.QueueOffset);
        }
        else if (entered == RebuildStep.Correction)
        {
            LogCorrection(record.PhysicalOffset, record.QueueId, record.QueueOffset);
        }

        return entered != RebuildStep.Hole;
    }

    // False when nothing good follows.
    private bool TrySkipDamage(LogScanner scanner, LogStep step)
    {
        var fault = step == LogStep.Bad ? scanner.Fault : "zeros";
        if (_search.FindNext(scanner.Position) is not { } next)
        {
            if (step == LogStep.Bad)
            {
                LogBadTail(scanner.Position, fault);
            }

            return false;
        }

        if (_lost.Count < MostRanges)
        {
            _lost.Add(new LostRange(scanner.Position, next));
        }

        _damage.Report(_log.Find(scanner.Position)?.Path ?? _log.Folder, scanner.Position, next - scanner.Position, fault);
        if (scanner.TryReadUnchecked(out var damaged))
        {
            _rebuilder.EnterDamaged(damaged);
        }

        scanner.MoveTo(next);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log's tail is bad at offset {Offset}: {Fault}")]
    private partial void LogBadTail(long offset, string fault);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The record at offset {Offset} says Q{QueueId} offset {QueueOffset}, where another message is; it is left aside")]
    private partial void LogContradiction(long offset, int queueId, long queueOffset);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The record at offset {Offset} is Q{QueueId} offset {QueueOffset}, where another message was: that one is left aside")]
    private partial void LogCorrection(long offset, int queueId, long queueOffset);
}
