using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Log;
using Engine.Store.Queues;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Recovery;

/// <summary>
/// Brings log and queues into a state to go on from: reads the end of the log record by record, cuts it at the first bad one, drops queue
/// entries beyond it, and enters what the queues miss. Mirrors <c>CommitLog#recoverNormally</c> and <c>#recoverAbnormally</c>.
/// </summary>
internal sealed partial class StoreRecovery
{
    private const int ProbeBytes = 4096;

    private readonly SegmentFiles _log;
    private readonly ConsumeQueueTable _queues;
    private readonly DispatchRules _rules;
    private readonly ILogger _logger;

    internal StoreRecovery(SegmentFiles log, ConsumeQueueTable queues, DispatchRules rules, ILogger logger)
    {
        _log = log;
        _queues = queues;
        _rules = rules;
        _logger = logger;
    }

    internal RecoveryReport Run(bool isClean, long trustedTime, QueueCatalog? catalog)
    {
        var facts = FindFacts(isClean, trustedTime, catalog);
        var plan = RecoveryPlan.Decide(facts);
        var rebuilder = new QueueRebuilder(_queues, _rules, catalog);
        foreach (var queue in _queues.All)
        {
            queue.CutFromPhysical(plan.DistrustQueuesFrom);
        }

        var lastData = facts.Files is [.., var last] ? last.Start : facts.LogStart;
        var scan = Scan(plan.ScanFrom, lastData, rebuilder, mayFill: plan.ScanFrom == facts.LogStart);
        if (scan is null)
        {
            plan = plan.FromBeginning(facts.LogStart);
            LogHole(plan.ScanFrom);
            scan = Scan(plan.ScanFrom, lastData, rebuilder, mayFill: true)!;
        }

        var report = scan with { BytesCut = CutLog(scan.LogEnd, isClean) };
        foreach (var queue in _queues.All)
        {
            queue.CutFromPhysical(report.LogEnd);
            queue.UpdateMin(_log.Start);
        }

        LogRecovered(report.LogEnd, report.Records, report.ScannedFrom, isClean);
        return report;
    }

    private RecoveryFacts FindFacts(bool isClean, long trustedTime, QueueCatalog? catalog)
    {
        var files = new List<(long, long)>();
        foreach (var file in _log.All)
        {
            // The rest of a scan decides what a file holds; here only whether it begins with a record.
            if (new LogScanner(_log, file.Start, ProbeBytes).Next(out var first) == LogStep.Record && first.PhysicalOffset == file.Start)
            {
                files.Add((file.Start, first.StoreTimestamp));
            }
        }

        return new RecoveryFacts
        {
            IsClean = isClean,
            LogStart = _log.Start,
            DispatchedEnd = FindDispatchedEnd(),
            AreQueuesIncomplete = catalog is null || catalog.HasMissing((topic, queueId) => _queues.Find(topic, queueId)?.Max ?? -1),
            TrustedTime = trustedTime,
            Files = files,
        };
    }

    private long FindDispatchedEnd()
    {
        var newest = _queues.All.Select(queue => queue.Find(queue.Max - 1)).OfType<ConsumeQueueEntry>()
            .Where(entry => entry is { IsFiller: false, IsBlank: false })
            .DefaultIfEmpty(new ConsumeQueueEntry(-1, 0, 0))
            .MaxBy(entry => entry.PhysicalOffset);
        return newest.PhysicalOffset >= 0 && new LogScanner(_log, newest.PhysicalOffset, ProbeBytes).Next(out var record) == LogStep.Record
            && record.PhysicalOffset == newest.PhysicalOffset
            ? newest.End
            : -1;
    }

    // Null: a queue has a hole before a record.
    private RecoveryReport? Scan(long from, long lastData, QueueRebuilder rebuilder, bool mayFill)
    {
        var scanner = new LogScanner(_log, from);
        var (records, lastStoreTime) = (0L, 0L);
        while (true)
        {
            var step = scanner.Next(out var record);
            if (step == LogStep.Record)
            {
                records++;
                lastStoreTime = record.StoreTimestamp;
                var entered = rebuilder.Enter(record, mayFill);
                if (entered == RebuildStep.Hole)
                {
                    return null;
                }

                if (entered == RebuildStep.Contradiction)
                {
                    LogContradiction(record.PhysicalOffset, record.QueueId, record.QueueOffset);
                }
            }
            else if (scanner.Position < lastData)
            {
                // Later files hold good records: what is damaged here must not take them along.
                var path = _log.Find(scanner.Position)?.Path ?? _log.Folder;
                LogDamaged(scanner.Position, step == LogStep.Bad ? scanner.Fault : "zeros", path);
                scanner.SkipFile();
                mayFill = true;
            }
            else
            {
                if (step == LogStep.Bad)
                {
                    LogBadTail(scanner.Position, scanner.Fault);
                }

                return new RecoveryReport(from, scanner.Position, records, 0, lastStoreTime);
            }
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log's tail is bad at offset {Offset}: {Fault}")]
    private partial void LogBadTail(long offset, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cut the log at offset {Offset}: {Bytes} bytes behind it were dropped")]
    private partial void LogCut(long offset, long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log is damaged at offset {Offset} ({Fault}); the rest of {Path} is left aside")]
    private partial void LogDamaged(long offset, string fault, string path);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "A queue misses entries; all queues are checked against the log from offset {Offset} on")]
    private partial void LogHole(long offset);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The record at offset {Offset} says Q{QueueId} offset {QueueOffset}, where another message is; it is left aside")]
    private partial void LogContradiction(long offset, int queueId, long queueOffset);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The log goes on at offset {End}; {Records} records were read from offset {From} on, last stop clean: {IsClean}")]
    private partial void LogRecovered(long end, long records, long from, bool isClean);
}
