using System.Collections.Concurrent;
using System.Globalization;
using Engine.Store.Files;

namespace Engine.Store.Queues;

/// <summary>All consume queues of a store. Queues are made by the appender on their first message.</summary>
internal sealed class ConsumeQueueTable : IDisposable
{
    private readonly ConcurrentDictionary<QueueKey, ConsumeQueue> _queues = new();
    private readonly StorePaths _paths;
    private readonly int _fileBytes;

    internal ConsumeQueueTable(StorePaths paths, int fileBytes)
    {
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
    /// <returns>Queues that miss a file, with the files behind it.</returns>
    internal IReadOnlyList<(QueueKey Key, IReadOnlyList<string> LeftOut)> Open()
    {
        var damaged = new List<(QueueKey, IReadOnlyList<string>)>();
        foreach (var key in ListFolders(_paths))
        {
            var leftOut = FindOrCreate(key.Topic, key.QueueId).Open();
            if (leftOut.Count > 0)
            {
                damaged.Add((key, leftOut));
            }
        }

        return damaged;
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

        var folder = Path.Combine(_paths.ConsumeQueues, topic);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return deleted;
    }

    private static IEnumerable<QueueKey> ListFolders(StorePaths paths)
    {
        if (!Directory.Exists(paths.ConsumeQueues))
        {
            yield break;
        }

        foreach (var topic in Directory.EnumerateDirectories(paths.ConsumeQueues))
        {
            foreach (var queue in Directory.EnumerateDirectories(topic))
            {
                if (int.TryParse(Path.GetFileName(queue), NumberStyles.None, CultureInfo.InvariantCulture, out var queueId))
                {
                    yield return new QueueKey(Path.GetFileName(topic), queueId);
                }
            }
        }
    }

    private ConsumeQueue Make(QueueKey key) =>
        new(key, new SegmentFiles(_paths.ConsumeQueue(key.Topic, key.QueueId), _fileBytes));
}
