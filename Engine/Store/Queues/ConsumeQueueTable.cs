using System.Collections.Concurrent;
using System.Globalization;
using Engine.Protocol.Messages;
using Engine.Store.Files;

namespace Engine.Store.Queues;

/// <summary>All consume queues of a store. Queues are made by the appender on their first message.</summary>
internal sealed class ConsumeQueueTable : IDisposable
{
    private readonly ConcurrentDictionary<QueueKey, ConsumeQueue> _queues = new();
    private readonly StorePaths _paths;
    private readonly int _fileBytes;
    private readonly ISegmentReads? _reads;
    private readonly ConcurrentDictionary<string, bool> _left = new(StringComparer.Ordinal);

    internal ConsumeQueueTable(StorePaths paths, int fileBytes, ISegmentReads? reads = null)
    {
        _reads = reads;
        _paths = paths;
        _fileBytes = fileBytes;
    }

    internal int FileBytes => _fileBytes;

    internal int Count => _queues.Count;

    /// <summary>Folders of deleted queues that could not be emptied yet; they stand for nothing.</summary>
    internal IReadOnlyCollection<string> Left => [.. _left.Keys];

    internal IEnumerable<ConsumeQueue> All => _queues.Select(pair => pair.Value);

    public void Dispose()
    {
        foreach (var queue in All)
        {
            queue.Dispose();
        }
    }

    /// <summary>The file size of the queues there are, or null when there are none.</summary>
    internal static long? FindFileBytes(StorePaths paths) => ListFolders(paths)
        .Select(found => SegmentFiles.FindFileBytes(paths.ConsumeQueue(found.Topic, found.QueueId)))
        .Max();

    internal ConsumeQueue? Find(string topic, int queueId) => _queues.GetValueOrDefault(new QueueKey(topic, queueId));

    internal ConsumeQueue FindOrCreate(string topic, int queueId) =>
        Find(topic, queueId) ?? _queues.GetOrAdd(new QueueKey(topic, queueId), Make);

    /// <summary>Opens all queues of the folder.</summary>
    /// <param name="likelyEnds">Where a queue's end is said to be, 0 when unknown.</param>
    /// <returns>Queues of which files were deleted, because one before them is missing or they are no queue's, and why.</returns>
    internal IReadOnlyList<(QueueKey Key, string Fault)> Open(Func<QueueKey, long> likelyEnds)
    {
        NoteLeft(FolderRemoval.Finish(_paths.ConsumeQueues));
        var damaged = new List<(QueueKey, string)>();
        foreach (var key in ListFolders(_paths))
        {
            if (Open(FindOrCreate(key.Topic, key.QueueId), likelyEnds(key)) is { } fault)
            {
                damaged.Add((key, fault));
            }
        }

        return damaged;
    }

    /// <summary>Takes a queue out and deletes its files.</summary>
    internal void Delete(QueueKey key)
    {
        if (_queues.TryRemove(key, out var queue))
        {
            RemoveOrNote(queue.Delete);
        }
    }

    /// <summary>
    /// Takes a topic's queues out and deletes their files. What the system refuses to give up when it has its name no more is left for
    /// <see cref="FinishRemovals"/>.
    /// </summary>
    /// <exception cref="IOException">
    /// The system refused to take the folder away; all queues are out, and the next start goes on.
    /// </exception>
    internal int Delete(string topic)
    {
        var deleted = 0;
        foreach (var key in _queues.Keys.Where(key => key.Topic == topic))
        {
            if (_queues.TryRemove(key, out var queue))
            {
                TryRemove(queue);
                deleted++;
            }
        }

        RemoveOrNote(() => FolderRemoval.Remove(Path.Combine(_paths.ConsumeQueues, topic)));
        return deleted;
    }

    /// <summary>Removes what could not be removed when it was deleted, as far as the system gives it up now.</summary>
    internal void FinishRemovals()
    {
        foreach (var folder in _left.Keys)
        {
            if (FolderRemoval.TryEmpty(folder) is null)
            {
                _left.TryRemove(folder, out _);
            }
        }
    }

    private void TryRemove(ConsumeQueue queue)
    {
        try
        {
            RemoveOrNote(queue.Delete);
        }
        catch (IOException)
        {
            // It goes with the topic's folder, or that tells.
        }
    }

    private void RemoveOrNote(Action remove)
    {
        try
        {
            remove();
        }
        catch (FolderLeftException left)
        {
            NoteLeft([left.Folder]);
        }
    }

    private void NoteLeft(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders)
        {
            _left[folder] = true;
        }
    }

    // The log has all that a queue's files say: what cannot be used makes room for files made anew.
    private string? Open(ConsumeQueue queue, long likelyEnd)
    {
        try
        {
            return queue.Open(likelyEnd);
        }
        catch (StoreException unusable)
        {
            RemoveOrNote(queue.Delete);
            return unusable.Message;
        }
    }

    private static IEnumerable<QueueKey> ListFolders(StorePaths paths)
    {
        if (!Directory.Exists(paths.ConsumeQueues))
        {
            yield break;
        }

        foreach (var topic in Directory.EnumerateDirectories(paths.ConsumeQueues).Select(Path.GetFileName))
        {
            // Folders of others (lost+found) are none of ours.
            var queues = TopicNames.Check(topic) is null ? Directory.EnumerateDirectories(Path.Combine(paths.ConsumeQueues, topic!)) : [];
            foreach (var queue in queues)
            {
                if (int.TryParse(Path.GetFileName(queue), NumberStyles.None, CultureInfo.InvariantCulture, out var queueId))
                {
                    yield return new QueueKey(topic!, queueId);
                }
            }
        }
    }

    private ConsumeQueue Make(QueueKey key) =>
        new(key, new SegmentFiles(_paths.ConsumeQueue(key.Topic, key.QueueId), _fileBytes, _reads));
}
