using Engine.Diagnostics;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Files;
using Engine.Store.Log;
using Engine.Store.Retention;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store.Retention;

/// <summary>The parts of an open store and its retention duty, whose rounds a test takes itself. Ten messages fill a log file.</summary>
internal sealed class RetentionHarness : IDisposable
{
    internal const int LogFileBytes = 4096;
    internal const int EntriesPerQueueFile = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly List<PutResult> _stored = [];
    private readonly StoreOptions _options;

    internal RetentionHarness(RetentionLimits? limits = null, ISegmentReads? reads = null)
    {
        limits ??= new RetentionLimits { Hours = 72 };
        _options = new StoreOptions
        {
            Folder = _folder.Path,
            StoreHost = HostAddress.Parse("10.0.0.2:10911"),
            CommitLogFileBytes = LogFileBytes,
            ConsumeQueueFileBytes = EntriesPerQueueFile * 20,
            RecentBytes = 1024,
            RetentionHours = limits.Hours,
            RetentionBytes = limits.Bytes,
            DiskLimits = limits.Disk,
            Reads = reads ?? SystemReads.Instance,
        };
        Disk = new FakeDiskSpace(Path.Combine(Folder, "commitlog"));
        (Open, Keeper) = Make(isClean: true);
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal FakeDiskSpace Disk { get; }

    internal StoreLog Log { get; } = new();

    internal OpenStore Open { get; private set; }

    internal RetentionKeeper Keeper { get; private set; }

    internal string Folder => _folder.Path;

    /// <summary>All that was stored in queue 0 of topic T.</summary>
    internal IReadOnlyList<PutResult> Stored => _stored;

    /// <summary>Starts of the log files on the disk.</summary>
    internal long[] LogFiles => StartsIn(Path.Combine(Folder, "commitlog"));

    public void Dispose()
    {
        Open.Dispose();
        _folder.Dispose();
    }

    internal static IEnumerable<long> QueueOffsetsIn(GetResult result) =>
        MessageRecordReader.ReadAll(result.Body).Select(message => message.QueueOffset);

    internal PutResult TryPut(string topic, int queueId)
    {
        var drafts = RecordDrafts.Begin();
        var message = StoreHarness.Message(topic, queueId, new string('x', 300));
        return Open.Encoder.TryEncode(message, drafts) is { } refusal ? PutResult.Refused(refusal) : Open.Appender.Append(message, drafts);
    }

    internal PutResult Put(string topic, int queueId)
    {
        var result = TryPut(topic, queueId);
        result.Status.ShouldBe(PutStatus.PutOk, result.Remark);
        if (topic == "T")
        {
            _stored.Add(result);
        }

        return result;
    }

    /// <summary>Stores messages in queue 0 of topic T until the log has passed an offset.</summary>
    internal void FillTo(long logOffset)
    {
        while (Open.Log.MaxOffset <= logOffset)
        {
            Put("T", 0);
        }
    }

    /// <summary>Queue offsets of the messages that can be read, from the minimum on.</summary>
    internal List<long> ReadAll(string topic, int queueId)
    {
        var offsets = new List<long>();
        var queue = Open.Queues.Find(topic, queueId)!;
        var offset = queue.Min;
        while (Open.Reader.Get(queue, offset, 32, null) is { Status: GetStatus.Found or GetStatus.MessageWasRemoving } result)
        {
            offsets.AddRange(QueueOffsetsIn(result));
            offset = result.NextBeginOffset;
        }

        return offsets;
    }

    internal long[] QueueFiles(string topic, int queueId) =>
        StartsIn(Path.Combine(Folder, "consumequeue", topic, $"{queueId}"));

    /// <summary>Closes and opens the store; without a clean stop as a killed process leaves it.</summary>
    internal void Reopen(bool isClean)
    {
        if (isClean)
        {
            Open.Flusher!.FlushAll();
            Open.Catalog!.Write();
        }

        Open.Dispose();
        (Open, Keeper) = Make(isClean);
    }

    private static long[] StartsIn(string folder) =>
        [.. Directory.GetFiles(folder).Select(path => long.Parse(Path.GetFileName(path))).Order()];

    private (OpenStore Open, RetentionKeeper Keeper) Make(bool isClean)
    {
        var open = new OpenStore(_options, Clock, new ArrivalRelay(null, Log), Log);
        open.Recover(isClean);
        return (open, new RetentionKeeper(open, _options, Disk, Clock, new StoreMeter(null, Folder), Log));
    }
}
