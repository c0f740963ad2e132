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

    internal ConsumeQueueTable(StorePaths paths, int fileBytes, ISegmentReads? reads = null)
    {
        _reads = reads;
        _paths = paths;
        _fileBytes = fileBytes;
    }

    internal int FileBytes => _fileBytes;

    internal int Count => _queues.Count;

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
        FolderRemoval.Finish(_paths.ConsumeQueues);
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
            queue.Delete();
        }
    }

    /// <summary>Takes a topic's queues out and deletes their files.</summary>
    internal int Delete(string topic)
    {
        var deleted = 0;
        foreach (var key in _queues.Keys.Where(key => key.Topic == topic))
        {
            if (_queues.TryRemove(key, out var queue))
            {
                queue.Delete();
                deleted++;
            }
        }

        FolderRemoval.Remove(Path.Combine(_paths.ConsumeQueues, topic));
        return deleted;
    }

    // The log has all that a queue's files say: what cannot be used makes room for files made anew.
    private static string? Open(ConsumeQueue queue, long likelyEnd)
    {
        try
        {
            return queue.Open(likelyEnd);
        }
        catch (StoreException unusable)
        {
            queue.Delete();
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
