using Engine.Diagnostics;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;
using Engine.Store.Queues;
using Engine.Tests.Time;

namespace Engine.Tests.Store.Crashes;

/// <summary>A store opened on a folder without its duties: every step is the test's.</summary>
internal sealed class ReopenedStore : IDisposable
{
    private readonly OpenStore _open;

    private ReopenedStore(OpenStore open, StoreLog log)
    {
        _open = open;
        Log = log;
    }

    internal StoreLog Log { get; }

    internal OpenStore Open => _open;

    internal long LogEnd => _open.Log.MaxOffset;

    public void Dispose() => _open.Dispose();

    internal static ReopenedStore On(string folder)
    {
        var log = new StoreLog();
        var options = StoreImage.Options(folder);
        var open = OpenStore.Begin(options, new FakeTimeProvider(), new ArrivalRelay(null, log), log, new StoreMeter(null, folder));
        return new ReopenedStore(open, log);
    }

    internal PutResult Append(StoreMessage message)
    {
        var drafts = RecordDrafts.Begin();
        _open.Encoder.TryEncode(message, drafts).ShouldBeNull();
        var put = _open.Append(message, drafts);
        put.Status.ShouldBe(PutStatus.PutOk, put.Remark);
        return put;
    }

    /// <summary>All records of a queue, as a consumer gets them.</summary>
    internal List<byte[]> ReadAll(string topic, int queueId)
    {
        var records = new List<byte[]>();
        var queue = _open.Queues.Find(topic, queueId);
        var offset = queue?.Min ?? 0;
        while (_open.Reader.Get(queue, offset, 32, null) is { Status: GetStatus.Found or GetStatus.MessageWasRemoving } result)
        {
            for (var body = result.Body; !body.IsEmpty;)
            {
                MessageRecordReader.TryRead(body.Span, checkBody: true, out var record).ShouldBe(RecordReadStatus.Ok);
                records.Add(body[..record.Size].ToArray());
                body = body[record.Size..];
            }

            offset = result.NextBeginOffset;
        }

        return records;
    }

    /// <summary>The entries of a queue, from the first one in its files on.</summary>
    internal List<ConsumeQueueEntry> Entries(string topic, int queueId) => _open.Queues.Find(topic, queueId) is { } queue
        ? [.. Enumerable.Range((int)queue.First, (int)(queue.Max - queue.First)).Select(index => queue.Find(index)!.Value)]
        : [];

    /// <summary>Offsets of what has a key, newest first; all must be in the index.</summary>
    internal long[] Query(string topic, string key) =>
        [.. _open.Lookup
            .Find(new KeyQuery { Topic = topic, Key = key, MaxMessages = 64, BeginTime = long.MinValue, EndTime = long.MaxValue })
            .Select(record => StoredRecord.Of(record).Offset)];
}
