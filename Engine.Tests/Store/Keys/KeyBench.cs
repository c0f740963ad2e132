using System.Text;
using Engine.Diagnostics;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store.Keys;

/// <summary>A log and its key index without the rest of a store, every step taken by the test; knows what must be found.</summary>
internal sealed class KeyBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IndexShape _shape;
    private readonly List<Expected> _records = [];
    private readonly SegmentFiles _files;
    private readonly LogFlush _flush;

    internal KeyBench(IndexShape shape, long logFileBytes = 64 * 1024, int recentBytes = 4096)
    {
        _shape = shape;
        _files = new SegmentFiles(_folder.File("commitlog"), logFileBytes);
        Log = new CommitLog(_files, recentBytes, new DamageLog(Clock, Said));
        _flush = new LogFlush(new LogDisk(_files, Log, () => Log.MaxOffset), Clock, new StoreMeter(null, _folder.Path), Said);
        Index = null!;
        Builder = null!;
        Open();
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal StoreLog Said { get; } = new();

    internal CommitLog Log { get; }

    internal KeyIndex Index { get; private set; }

    internal IndexBuilder Builder { get; private set; }

    internal string IndexFolder => _folder.File("index");

    internal long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    internal IReadOnlyList<long> Offsets => [.. _records.Select(record => record.Offset)];

    public void Dispose()
    {
        Index.Dispose();
        Log.Dispose();
        _folder.Dispose();
    }

    /// <summary>Closes the index as it is, and opens it again as a start does.</summary>
    internal void Open(bool isClean = true, KeyCatalog? noted = null, Action? between = null, long? logEnd = null)
    {
        Index?.Dispose();
        between?.Invoke();
        Index = new KeyIndex(IndexFolder, _shape, Clock, Said);
        Builder = new IndexBuilder(Log, _flush, Index);
        Builder.GoOnAt(Index.Open(new IndexOpening(noted, Log.MinOffset, logEnd ?? Log.MaxOffset, isClean)));
    }

    /// <summary>Appends a record with a unique id and keys.</summary>
    /// <returns>Its log offset.</returns>
    internal long Add(string topic, string uniqueId = "", string keys = "", int sysFlag = 0, int bodyBytes = 8)
    {
        var properties = $"X\u0001y\u0002UNIQ_KEY\u0001{uniqueId}\u0002KEYS\u0001{keys}\u0002TAGS\u0001t";
        var at = Write(topic, properties, sysFlag, bodyBytes);
        if (sysFlag != MessageSysFlags.TransactionRollback)
        {
            var words = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(uniqueId).Where(key => key.Length > 0);
            _records.Add(new Expected(at, topic, [.. words], Now));
        }

        return at;
    }

    internal void Build()
    {
        while (Builder.Position < Log.MaxOffset)
        {
            Builder.BuildSome(Log.MaxOffset);
        }
    }

    internal long[] Find(string topic, string key, int most = 64, long begin = 0, long end = long.MaxValue) => Find(
        new KeyQuery { Topic = topic, Key = key, MaxMessages = most, BeginTime = begin, EndTime = end });

    internal long[] Find(KeyQuery query) => [.. new KeyLookup(Log, Index).Find(query).Select(OffsetOf)];

    /// <summary>Every key of every record is found, and nothing else.</summary>
    internal void ShouldFindAll()
    {
        foreach (var (topic, key) in _records.SelectMany(record => record.Keys.Select(key => (record.Topic, key))).Distinct())
        {
            Find(topic, key).ShouldBe(ExpectedFor(topic, key), $"{topic} {key}");
        }
    }

    internal IEnumerable<long> ExpectedFor(string topic, string key) => _records
        .Where(record => record.Topic == topic && record.Keys.Contains(key) && record.Offset >= Log.MinOffset)
        .Select(record => record.Offset)
        .Reverse()
        .Take(KeyLookup.MostMessages);

    /// <summary>Cuts the log and forgets what was there.</summary>
    internal void CutLog(long end)
    {
        _files.ClearFrom(end);
        Log.StartAt(end);
        _records.RemoveAll(record => record.Offset >= end);
    }

    internal void DropLogBelow(long offset) => _files.DeleteBelow(offset);

    /// <summary>Items of all files: a key that is in twice is counted twice.</summary>
    internal int CountItems() => Index.Files.ToArray().Sum(file => file.Count - IndexHeader.FirstItem);

    internal long Write(string topic, string properties, int sysFlag = 0, int bodyBytes = 8)
    {
        var (topicBytes, propertyBytes) = (Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(properties));
        var size = (int)MessageRecordWriter.SizeOf(topicBytes.Length, bodyBytes, propertyBytes.Length, default, default);
        var at = Log.Reserve_NeedsLock(size);
        var bytes = new byte[size];
        var body = new byte[bodyBytes];
        MessageRecordWriter.Write(bytes, new MessageRecord
        {
            BodyCrc = Crc32.OfBody(body),
            PhysicalOffset = at,
            StoreTimestamp = Now,
            SysFlag = sysFlag,
            Body = body,
            Topic = topicBytes,
            Properties = propertyBytes,
        });
        Log.Write_NeedsLock(bytes);
        return at;
    }

    private static long OffsetOf(ReadOnlyMemory<byte> bytes)
    {
        MessageRecordReader.TryRead(bytes.Span, checkBody: true, out var record).ShouldBe(RecordReadStatus.Ok);
        return record.PhysicalOffset;
    }

    private sealed record Expected(long Offset, string Topic, string[] Keys, long Time);
}
