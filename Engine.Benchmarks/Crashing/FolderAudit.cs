using System.Globalization;
using System.Text;
using Engine.Protocol.Messages;
using Engine.Store.Queues;

namespace Engine.Benchmarks.Crashing;

/// <summary>
/// Reads the files of a store that nobody has open, without the store's help: walks the log record by record and compares every queue entry
/// with the record it points to.
/// </summary>
internal sealed class FolderAudit(string folder, Faults faults)
{
    private readonly Dictionary<long, (string Topic, int QueueId, long QueueOffset, int Size, long TagsCode)> _records = [];
    private readonly Dictionary<(string Topic, int QueueId), long> _counts = [];

    /// <param name="isComplete">Whether the stop was a clean one: then the queue files hold an entry for every record.</param>
    internal void Run(bool isComplete)
    {
        ReadLog();
        var entries = new Dictionary<(string, int), long>();
        foreach (var topic in FoldersOf(Path.Combine(folder, "consumequeue")))
        {
            foreach (var queue in FoldersOf(topic))
            {
                var key = (Path.GetFileName(topic), int.Parse(Path.GetFileName(queue), CultureInfo.InvariantCulture));
                entries[key] = ReadQueue(queue, key);
            }
        }

        // The log keeps what was deleted.
        foreach (var (key, count) in _counts.Where(queue => isComplete && queue.Key.Topic != LoadCall.DeletedTopic))
        {
            if (entries.GetValueOrDefault(key) != count)
            {
                var found = entries.GetValueOrDefault(key);
                faults.Add(FaultKind.Wrong, $"{key.Topic} Q{key.QueueId}: {found} entries for {count} records of the log");
            }
        }
    }

    private static IEnumerable<string> FoldersOf(string path) => Directory.Exists(path) ? Directory.EnumerateDirectories(path) : [];

    private static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : [];

    private void ReadLog()
    {
        var isOver = false;
        foreach (var path in FilesOf(Path.Combine(folder, "commitlog")))
        {
            var start = long.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
            var bytes = File.ReadAllBytes(path);
            if (isOver && bytes.AsSpan().ContainsAnyExcept((byte)0))
                faults.Add(FaultKind.Wrong, $"{path} has something behind the log's end");

            isOver |= !ReadLogFile(bytes, start, path);
        }
    }

    // False when the log ends in this file.
    private bool ReadLogFile(ReadOnlySpan<byte> rest, long at, string path)
    {
        while (!rest.IsEmpty)
        {
            var status = MessageRecordReader.TryRead(rest, checkBody: true, out var record);
            if (status == RecordReadStatus.Blank && record.Size == rest.Length)
                return true;

            if (status != RecordReadStatus.Ok || record.PhysicalOffset != at)
            {
                if (rest.ContainsAnyExcept((byte)0))
                    faults.Add(FaultKind.Wrong, $"{path} at {at} has something that is no record ({status})");

                return false;
            }

            Note(record);
            at += record.Size;
            rest = rest[record.Size..];
        }

        return true;
    }

    private void Note(in MessageRecord record)
    {
        var key = (Encoding.UTF8.GetString(record.Topic), record.QueueId);
        PropertyString.TryGetValue(record.Properties, "TAGS"u8, out var tag);
        _records[record.PhysicalOffset] = (key.Item1, key.QueueId, record.QueueOffset, record.Size, TagCode.Of(tag));
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (LoadMessage.FindFault(record, out var id) is { } fault)
            faults.Add(FaultKind.Wrong, $"the record at {record.PhysicalOffset}, {id}, {fault}");
    }

    // Up to the first blank entry, behind which nothing may stand.
    private long ReadQueue(string path, (string Topic, int QueueId) queue)
    {
        var (count, isOver) = (0L, false);
        foreach (var file in FilesOf(path))
        {
            ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
            for (; !isOver && rest.Length >= ConsumeQueueEntry.Bytes; rest = rest[ConsumeQueueEntry.Bytes..])
            {
                var entry = ConsumeQueueEntry.Read(rest);
                isOver = entry.Size == 0;
                if (!isOver)
                    Check(queue, count++, entry);
            }

            if (isOver && rest.ContainsAnyExcept((byte)0))
                faults.Add(FaultKind.Wrong, $"{file} has something behind the queue's end");
        }

        return count;
    }

    private void Check((string Topic, int QueueId) queue, long offset, in ConsumeQueueEntry entry)
    {
        if (!_records.TryGetValue(entry.PhysicalOffset, out var record)
            || record != (queue.Topic, queue.QueueId, offset, entry.Size, entry.TagsCode))
        {
            faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} at offset {offset} has {entry}, the log {record}");
        }
    }
}
