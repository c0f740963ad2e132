using Engine.Store.Queues;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store.Crashes;

/// <summary>Whatever byte of the newest log file a crash cut off first, the start keeps what is before it and nothing else.</summary>
public sealed class TruncationTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Start_LastFileCutAtEveryByte_KeepsEveryWholeRecordBefore(bool isWrittenOut, bool isZeroed)
    {
        var image = await StoreImage.OfKilledAsync(isWrittenOut);
        image.Records.Count(record => record.Offset >= image.LastFileStart).ShouldBeGreaterThanOrEqualTo(5);
        image.Queues.Count().ShouldBe(4);

        for (var cut = image.LastFileStart; cut <= image.LogEnd; cut++)
        {
            try
            {
                using var folder = TemporaryFolder.InMemory();
                var lastFile = Bend(image, folder.Path, (int)(cut - image.LastFileStart), isZeroed);
                CheckStart(image, folder.Path, Survivors(image, lastFile), lastFile);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Cut at log offset {cut}, byte {cut - image.LastFileStart} of the file.", failure);
            }
        }
    }

    // The file's bytes as a reader sees them afterwards: what is missing reads as zero.
    private static byte[] Bend(StoreImage image, string folder, int length, bool isZeroed)
    {
        image.WriteTo(folder);
        var name = StoreImage.LogFile(image.LastFileStart);
        var bytes = image.Content[name].ToArray();
        bytes.AsSpan(length).Clear();
        File.WriteAllBytes(Path.Combine(folder, name), isZeroed ? bytes : bytes[..length]);
        return bytes;
    }

    // A record whose last bytes were zeros anyway is whole.
    private static List<StoredRecord> Survivors(StoreImage image, byte[] lastFile) => [.. image.Records.TakeWhile(record =>
        record.Offset < image.LastFileStart
        || lastFile.AsSpan((int)(record.Offset - image.LastFileStart), record.Bytes.Length).SequenceEqual(record.Bytes))];

    private static void CheckStart(StoreImage image, string folder, List<StoredRecord> kept, byte[] lastFile)
    {
        var end = Math.Max(kept[^1].End, image.LastFileStart);
        var next = new List<StoredRecord>();
        using (var store = ReopenedStore.On(folder))
        {
            CheckAgreement(image, store, kept, end);
            CheckReport(store, lastFile, (int)(end - image.LastFileStart), end);
            foreach (var (topic, queueId) in image.Queues)
            {
                next.Add(AppendNext(store, topic, queueId, kept.Count(record => (record.Topic, record.QueueId) == (topic, queueId))));
            }
        }

        // Killed again right behind the appends; a look at every seventh is enough here.
        if (end % 7 != 0 && lastFile.AsSpan().LastIndexOfAnyExcept((byte)0) % 7 != 0)
        {
            return;
        }

        using var again = ReopenedStore.On(folder);
        CheckAgreement(image, again, [.. kept, .. next], next[^1].End);
        again.Open.Log.Damage.Places.ShouldBeEmpty();
    }

    private static void CheckAgreement(StoreImage image, ReopenedStore store, List<StoredRecord> kept, long end)
    {
        store.LogEnd.ShouldBe(end);
        foreach (var (topic, queueId) in image.Queues)
        {
            var expected = kept.Where(record => (record.Topic, record.QueueId) == (topic, queueId)).ToList();
            store.ReadAll(topic, queueId).Select(Convert.ToHexString)
                .ShouldBe(expected.Select(record => Convert.ToHexString(record.Bytes)), $"{topic} Q{queueId}");
            store.Entries(topic, queueId).ShouldBe(
                expected.Select(record => new ConsumeQueueEntry(record.Offset, record.Bytes.Length, record.TagsCode)));
            expected.Select(record => record.QueueOffset).ShouldBe(Enumerable.Range(0, expected.Count).Select(i => (long)i));
        }

        store.Open.Indexer.Finish();
        foreach (var (topic, key) in image.Keys)
        {
            var having = kept.Where(record => record.Topic == topic && record.Keys.Contains(key)).Select(record => record.Offset);
            store.Query(topic, key).ShouldBe(having.Reverse(), $"{topic} {key}");
        }
    }

    private static void CheckReport(ReopenedStore store, byte[] lastFile, int endInFile, long end)
    {
        var used = lastFile.AsSpan(endInFile).LastIndexOfAnyExcept((byte)0) + 1;
        store.Open.Recovered!.BytesCut.ShouldBe(used);
        store.Log.Lines.Where(line => line.Contains("Cut the log", StringComparison.Ordinal)).ShouldBe(
            used > 0 ? [$"Warning: Cut the log at offset {end}: {used} bytes behind it were dropped"] : []);
        store.Open.Log.Damage.Places.ShouldBeEmpty();
    }

    private static StoredRecord AppendNext(ReopenedStore store, string topic, int queueId, long expected)
    {
        var put = store.Append(StoreImage.Message(topic, queueId, "next", "TAGS\u0001t0\u0002KEYS\u0001all next"));
        put.QueueOffset.ShouldBe(expected);
        return StoredRecord.Of(store.Open.Queues.Find(topic, queueId) is { } queue
            ? store.Open.Reader.Get(queue, expected, 1, null).Body
            : default);
    }
}
