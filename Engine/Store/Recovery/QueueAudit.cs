using Engine.Store.Queues;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Recovery;

/// <summary>
/// Compares the queues as a start finds them with what was noted of them, before anything they say is used. What is wrong is cut away; the
/// log gives it back.
/// </summary>
internal sealed partial class QueueAudit
{
    private readonly ConsumeQueueTable _queues;
    private readonly QueueCatalog _catalog;
    private readonly ILogger _logger;

    internal QueueAudit(ConsumeQueueTable queues, QueueCatalog catalog, ILogger logger)
    {
        _queues = queues;
        _catalog = catalog;
        _logger = logger;
    }

    /// <summary>Deletes what a crash left of topics that were being deleted.</summary>
    internal void FinishDeletions()
    {
        foreach (var (topic, deletedAt) in _catalog.Deleted)
        {
            foreach (var queue in _queues.All.Where(queue => queue.Key.Topic == topic).ToArray())
            {
                FinishDeletion(queue, deletedAt);
            }

            if (_queues.All.All(queue => queue.Key.Topic != topic))
            {
                _queues.Delete(topic);
            }
        }
    }

    /// <summary>Looks for queues that are not what was noted.</summary>
    /// <param name="isClean">Whether the notes were written behind the last message.</param>
    /// <param name="logStart">Where the log begins.</param>
    /// <returns>Whether queues must be compared with the whole log.</returns>
    internal bool FindFaults(bool isClean, long logStart)
    {
        // Old queue files go with the log's old files, and a crash may come before that is noted.
        var areFirstsExact = isClean || logStart == _catalog.LogStart;
        var hasFaults = isClean && _catalog.HasMissing((topic, queueId) => _queues.Find(topic, queueId)?.Max ?? -1);
        foreach (var queue in _queues.All)
        {
            var note = _catalog.NoteOf(queue.Key.Topic, queue.Key.QueueId);
            if (areFirstsExact && queue.First > note.First && queue.Max > 0)
            {
                LogBeginMissing(queue.Key.Topic, queue.Key.QueueId, note.First, queue.First);
                hasFaults = true;
            }

            if (isClean && queue.Max > note.Max)
            {
                LogTooLong(queue.Key.Topic, queue.Key.QueueId, queue.Max, note.Max);
                queue.CutTo(note.Max);
                hasFaults = true;
            }

            hasFaults |= !isClean && queue.HasBytesBehindEnd();
        }

        return hasFaults;
    }

    // A queue made anew under the name begins with later messages; where a file could not be deleted, older ones stand behind them.
    private void FinishDeletion(ConsumeQueue queue, long deletedAt)
    {
        var end = QueueSearch.FirstWhere(
            queue.First, queue.Max, index => queue.Find(QueueProbe.SkipFillers(queue, index))?.IsBefore(deletedAt) != false);
        if (end < queue.Max)
        {
            LogDeletionFinished(queue.Key.Topic, queue.Key.QueueId, queue.Max - end);
            queue.CutTo(end);
        }

        if (end == queue.First)
        {
            _queues.Delete(queue.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Queue {Topic} Q{QueueId} began at offset {Noted} and begins at {Found}: what is missing is taken from the log")]
    private partial void LogBeginMissing(string topic, int queueId, long noted, long found);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Queue {Topic} Q{QueueId} has entries up to offset {Found} and had them up to {Noted}: the rest is compared with the log")]
    private partial void LogTooLong(string topic, int queueId, long found, long noted);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Topic {Topic} was deleted; {Entries} entries that were left of its queue Q{QueueId} are deleted now")]
    private partial void LogDeletionFinished(string topic, int queueId, long entries);
}
