using Engine.Diagnostics;
using Engine.Store.Files;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Retention;

/// <summary>
/// Keeps the store within its limits: deletes the log files that are due and looks after the disk. Turns do not overlap. Mirrors
/// <c>CleanCommitLogService</c> and <c>CleanConsumeQueueService</c>.
/// </summary>
internal sealed partial class RetentionKeeper
{
    /// <summary>From the start to the first round; the disk is looked at before.</summary>
    internal static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(60);

    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly OpenStore _open;
    private readonly SegmentFiles _files;
    private readonly RetentionRule _rule;
    private readonly SegmentTimes _times;
    private readonly StorePruner _pruner;
    private readonly DiskWatch _disk;
    private readonly TimeProvider _timeProvider;
    private readonly StoreMeter _meter;
    private readonly ILogger _logger;

    internal RetentionKeeper(
        OpenStore open, StoreOptions options, IDiskSpace disk, TimeProvider timeProvider, StoreMeter meter, ILogger logger)
    {
        _open = open;
        _files = open.LogFiles;
        _rule = new RetentionRule(
            new RetentionLimits { Hours = options.RetentionHours, Bytes = options.RetentionBytes, Disk = options.DiskLimits });
        _times = new SegmentTimes(_files, open.Log.Damage);
        _pruner = new StorePruner(_files, open.Queues, open.Keys);
        _disk = new DiskWatch(disk, options, _files.FileBytes, open.Appender.Gate, logger);
        _timeProvider = timeProvider;
        _meter = meter;
        _logger = logger;
    }

    /// <summary>Used part of the disk, 0 to 1, when it was last looked at; null when unknown.</summary>
    internal double? DiskUsed => _disk.Used;

    /// <summary>Looks after the disk alone.</summary>
    internal void LookAtDisk() => _disk.Look();

    /// <summary>One round.</summary>
    /// <exception cref="IOException">The disk refused to delete a file; the next round tries again.</exception>
    internal void Turn()
    {
        try
        {
            DropWhatIsDue();
        }
        finally
        {
            _disk.Look();
        }
    }

    private void DropWhatIsDue()
    {
        var now = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var plan = _rule.Decide(new RetentionFacts
        {
            Now = now,
            Segments = FindSegments(_rule.AgeCutoff(now)),
            LogBytes = _open.Log.MaxOffset - _open.Log.MinOffset,
            SegmentBytes = _files.FileBytes,
            Disk = _disk.Measure(),
        });
        var deleted = plan.Reasons.Count > 0 ? DropLog(plan.Start) : 0;
        try
        {
            // In any case: a stop may have come between the log and the queues.
            _pruner.DropRestBelowLog();
        }
        finally
        {
            if (deleted > 0)
            {
                LogDropped(deleted, plan.Start, plan.Reasons);
            }
        }
    }

    private int DropLog(long start)
    {
        var deleted = _pruner.DropLogBelow(start);
        _times.Forget(start);
        _meter.LogFilesDeleted(deleted);
        return deleted;
    }

    private IEnumerable<LogSegment> FindSegments(long? cutoff)
    {
        var files = _files.All.ToArray();
        var end = _open.Log.MaxOffset;
        for (var i = 0; i < files.Length - 1 && files[i].End <= end; i++)
        {
            var storeTime = cutoff is { } at ? _times.LastOf(files[i], files[i + 1], at, _open.Appender.LastStoreTime) : long.MaxValue;
            yield return new LogSegment(files[i].End, files[i].Length, storeTime);
        }
    }

    private void LogDropped(int count, long start, IReadOnlyList<RetentionReason> reasons)
    {
        var why = string.Join(", ", reasons.CountBy(reason => reason).Select(reason => $"{reason.Value} by {reason.Key}"));
        if (reasons.Contains(RetentionReason.Disk))
        {
            LogDroppedEarly(count, start, why);
        }
        else
        {
            LogDroppedDue(count, start, why);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} log files; the log begins at offset {Start} now ({Why})")]
    private partial void LogDroppedDue(int count, long start, string why);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Deleted {Count} log files before their time, the disk is nearly full; the log begins at offset {Start} now ({Why})")]
    private partial void LogDroppedEarly(int count, long start, string why);
}
