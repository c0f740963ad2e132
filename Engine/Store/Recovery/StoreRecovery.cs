using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Store.Queues;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Recovery;

/// <summary>
/// Brings log and queues into a state to go on from: reads the end of the log record by record, leaves out what is damaged, cuts it where
/// nothing good follows, drops queue entries beyond that, and enters what the queues miss. Mirrors <c>CommitLog#recoverNormally</c> and
/// <c>#recoverAbnormally</c>.
/// </summary>
internal sealed partial class StoreRecovery
{
    private readonly SegmentFiles _log;
    private readonly ConsumeQueueTable _queues;
    private readonly DispatchRules _rules;
    private readonly DamageLog _damage;
    private readonly ILogger _logger;

    internal StoreRecovery(SegmentFiles log, ConsumeQueueTable queues, DispatchRules rules, DamageLog damage, ILogger logger)
    {
        _damage = damage;
        _log = log;
        _queues = queues;
        _rules = rules;
        _logger = logger;
    }

    /// <summary>Reads the log as far as needed and brings the queues into agreement with it. The log stays as it is.</summary>
    /// <param name="isClean">Whether the last stop was a clean one.</param>
    /// <param name="checkpointTime">Store time in ms that the checkpoint says, 0 when there is none.</param>
    /// <param name="catalog">What was noted of the queues; null when nothing can be used.</param>
    /// <param name="areQueuesDamaged">Whether files of queues could not be used.</param>
    internal RecoveryReport Read(bool isClean, long checkpointTime, QueueCatalog? catalog, bool areQueuesDamaged)
    {
        var audit = new QueueAudit(_queues, catalog ?? QueueCatalog.Empty, _logger);
        audit.FinishDeletions();
        var areIncomplete = catalog is null || audit.FindFaults(isClean, _log.Start) || areQueuesDamaged;
        var facts = new StartFacts(_log, _queues).Find(isClean, checkpointTime, areIncomplete);
        var plan = RecoveryPlan.Decide(facts);
        var dropped = new DroppedTails();
        foreach (var queue in isClean ? [] : _queues.All)
        {
            dropped.Cut(queue, plan.DistrustQueuesFrom);
        }

        var report = Replay(plan, facts, catalog, dropped);
        return report with { LastStoreTime = Math.Max(report.LastStoreTime, facts.DispatchedTime) };
    }

    /// <summary>Cuts from the log and the queues what stands behind the log's end.</summary>
    internal RecoveryReport Cut(RecoveryReport report, bool isClean)
    {
        report = report with
        {
            BytesCut = CutLog(report.LogEnd, isClean),
            EntriesCut = CutQueues(report.LogEnd),
            Damage = _damage.Places,
        };
        LogRecovered(report.LogEnd, report.Records, report.ScannedFrom, isClean);
        return report;
    }

    // Reads what the plan says; the whole log, when that shows that the plan believed what is not true.
    private RecoveryReport Replay(RecoveryPlan plan, RecoveryFacts facts, QueueCatalog? catalog, DroppedTails dropped)
    {
        var replay = new LogReplay(_log, new QueueRebuilder(_log, _queues, _rules, catalog), _damage, _logger);
        var zerosEndItFrom = facts.IsClean && facts.DispatchedEnd >= 0 ? facts.DispatchedEnd : long.MaxValue;
        if (plan.ScanFrom > facts.LogStart)
        {
            var partial = replay.Run(plan.ScanFrom, zerosEndItFrom, mayFill: false);
            dropped.FillUp(replay.Lost);
            if (FindDoubt(partial, facts, catalog!) is not { } doubt)
            {
                return partial!;
            }

            LogDoubt(doubt, facts.LogStart);
        }

        var report = replay.Run(facts.LogStart, zerosEndItFrom, mayFill: true)!;
        dropped.FillUp(replay.Lost);
        return report;
    }

    private string? FindDoubt(RecoveryReport? report, RecoveryFacts facts, QueueCatalog catalog)
    {
        if (report is null)
        {
            return "A queue misses entries before a record";
        }

        if (!facts.IsClean && facts.CheckpointTime > report.LastStoreTime)
        {
            return "The checkpoint is of a later time than the newest record";
        }

        return catalog.HasMissing((topic, queueId) => _queues.Find(topic, queueId)?.Max ?? -1) ? "A queue had more entries once" : null;
    }

    // What is still missing in the queues then was lost with the log's tail.
    private long CutQueues(long logEnd)
    {
        var (cut, queues) = (0L, 0);
        foreach (var queue in _queues.All)
        {
            var max = queue.Max;
            queue.CutFromPhysical(logEnd);
            queue.UpdateMin(_log.Start);
            queue.WriteOut();
            cut += max - queue.Max;
            queues += max > queue.Max ? 1 : 0;
        }

        if (cut > 0)
        {
            LogQueuesCut(queues, cut, logEnd);
        }

        return cut;
    }

    private long CutLog(long end, bool isClean)
    {
        var behind = _log.All.ToArray().Where(file => file.Start >= end && file.Start > _log.Start);
        var lastFile = _log.Find(end);
        var bytes = lastFile is null || isClean && IsZeroAt(end) ? 0 : LogTail.CountUsed(lastFile, end);
        bytes += behind.Where(file => file != lastFile).Sum(file => LogTail.CountUsed(file, file.Start));
        if (bytes > 0)
        {
            LogCut(end, bytes);
        }

        if (bytes > 0 || behind.Any())
        {
            _log.ClearFrom(end);
        }

        return bytes;
    }

    private bool IsZeroAt(long offset)
    {
        Span<byte> head = stackalloc byte[MessageRecordFormat.BlankBytes];
        return _log.Read(head, offset) < head.Length || head.IndexOfAnyExcept((byte)0) < 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cut the log at offset {Offset}: {Bytes} bytes behind it were dropped")]
    private partial void LogCut(long offset, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Doubt}; all queues are compared with the log from offset {Offset} on")]
    private partial void LogDoubt(string doubt, long offset);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Queues} queues had {Entries} entries of messages behind the log's end, {End}; they were dropped")]
    private partial void LogQueuesCut(int queues, long entries, long end);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The log goes on at offset {End}; {Records} records were read from offset {From} on, last stop clean: {IsClean}")]
    private partial void LogRecovered(long end, long records, long from, bool isClean);
}
