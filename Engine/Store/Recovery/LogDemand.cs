using Engine.Store.Files;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>
/// A store whose queues know messages must have a log that holds some: beginning without it would give every offset a second time, and
/// consumers would miss what comes under the old ones.
/// </summary>
internal static class LogDemand
{
    private const string NoRecord = "holds no record that can be read";

    /// <summary>Before anything is opened: refuses a store with queues and without log files.</summary>
    /// <exception cref="StoreException">So it is; the message says what to do.</exception>
    internal static void Check(StorePaths paths, QueueCatalog? catalog)
    {
        if (SegmentFiles.HasFiles(paths.CommitLog))
        {
            return;
        }

        var knows = catalog?.KnowsMessages == true ? paths.QueueCatalog
            : ConsumeQueueTable.FindFileBytes(paths) is not null ? paths.ConsumeQueues
            : null;
        if (knows is not null)
        {
            throw Missing(paths, knows, Directory.Exists(paths.CommitLog) ? "has no log file" : "is missing");
        }
    }

    /// <summary>
    /// Before the queues are compared with the log, which cuts what it does not say: refuses a log that holds nothing where the queues or
    /// the catalog know messages.
    /// </summary>
    /// <exception cref="StoreException">So it is; the message says what to do.</exception>
    internal static void Check(StorePaths paths, QueueCatalog? catalog, ConsumeQueueTable queues, SegmentFiles log)
    {
        var knows = catalog?.KnowsMessages == true ? paths.QueueCatalog
            : queues.All.Any(queue => queue.Max > 0) ? paths.ConsumeQueues
            : null;
        if (knows is not null && HoldsNothing(log))
        {
            throw Missing(paths, knows, NoRecord);
        }
    }

    /// <summary>Before the log is cut: refuses one of which the whole would go where there were messages.</summary>
    /// <exception cref="StoreException">So it is; the message says what to do.</exception>
    internal static void Check(StorePaths paths, QueueCatalog? catalog, RecoveryReport report, long logStart)
    {
        if (report.LogEnd == logStart && catalog?.KnowsMessages == true)
        {
            throw Missing(paths, paths.QueueCatalog, NoRecord);
        }
    }

    // Neither a record nor the filler behind those of a file.
    private static bool HoldsNothing(SegmentFiles log)
    {
        var scanner = new LogScanner(log, log.Start);
        return scanner.Next(out _) != LogStep.Record && scanner.Position == log.Start && new RecordSearch(log).FindNext(log.Start) is null;
    }

    private static StoreException Missing(StorePaths paths, string knows, string fault) => new(
        $"There were messages in the store {paths.Folder} ({knows} says so), but {paths.CommitLog} {fault}. Restore that folder; or, to"
        + $" begin anew at offset 0 without the old messages, remove the folders {paths.CommitLog} and {paths.ConsumeQueues} and the files"
        + $" {paths.QueueCatalog} and {paths.QueueCatalog}.bak.");
}
