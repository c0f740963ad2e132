using Engine.Store.Integrity;
using Engine.Store.Queues;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store.Crashes;

/// <summary>Bits that a disk flipped in a store whose process was killed. The seed of a failure is in its message.</summary>
public sealed class BitFlipTests
{
    // Always the same ones, so that a failure is one of the change at hand.
    private const int FirstSeed = 1;
    private const int Rounds = 200;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public Task Start_BitsFlippedInTheLastTwoLogFiles_CostOnlyTheRecordsTheyHit(bool isWrittenOut, int flips) =>
        ForManySeedsAsync(isWrittenOut, (image, bent, random) =>
        {
            for (var i = 0; i < flips; i++)
            {
                Flip(bent, image, random.Next((int)(image.LastFileStart - StoreImage.LogFileBytes), (int)image.LogEnd), random.Next(8));
            }

            using var folder = Lay(bent);
            using var store = ReopenedStore.On(folder.Path);
            CheckLog(image, bent, store);
            CheckKeys(image, bent, store);
            CheckOffsets(folder, bent);
        });

    [Theory]
    [InlineData("consumequeue", false)]
    [InlineData("consumequeue", true)]
    [InlineData("index", false)]
    [InlineData("index", true)]
    [InlineData("checkpoint", true)]
    public Task Start_BitFlippedBesideTheLog_LosesNoRecordUnseen(string kind, bool isWrittenOut) =>
        ForManySeedsAsync(isWrittenOut, (image, bent, random) =>
        {
            var files = bent.Keys.Where(name => name.StartsWith(kind, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
            var file = bent[files[random.Next(files.Length)]];
            file[random.Next(kind == "checkpoint" ? 32 : file.Length)] ^= (byte)(1 << random.Next(8));

            using var folder = Lay(bent);
            using var store = ReopenedStore.On(folder.Path);
            store.LogEnd.ShouldBe(image.LogEnd);
            CheckQueues(image, store, mayMiss: kind == "consumequeue");
            CheckKeys(image, bent, store, mayMiss: kind == "index");
            CheckOffsets(folder, bent);
        });

    private static async Task ForManySeedsAsync(bool isWrittenOut, Action<StoreImage, Dictionary<string, byte[]>, Random> check)
    {
        var image = await StoreImage.OfKilledAsync(isWrittenOut);
        for (var seed = FirstSeed; seed < FirstSeed + Rounds; seed++)
        {
            var bent = image.Content.ToDictionary(file => file.Key, file => file.Value.ToArray());
            try
            {
                check(image, bent, new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}: {Describe(image, bent)}", failure);
            }
        }
    }

    private static string Describe(StoreImage image, Dictionary<string, byte[]> bent) => string.Join("; ", bent.SelectMany(file =>
        Enumerable.Range(0, file.Value.Length)
            .Where(at => file.Value[at] != image.Content[file.Key][at])
            .Select(at => $"{file.Key} byte {at}: {image.Content[file.Key][at]:X2}>{file.Value[at]:X2}{RecordAt(image, file.Key, at)}")));

    private static string RecordAt(StoreImage image, string file, int at) => image.Records
        .Where(record => file == StoreImage.FileOf(record))
        .Select(record => (record, At: at - (record.Offset % StoreImage.LogFileBytes)))
        .Where(found => found.At >= 0 && found.At < found.record.Bytes.Length)
        .Select(found => $" (byte {found.At} of offset {found.record.QueueOffset} of {found.record.Topic} Q{found.record.QueueId})")
        .FirstOrDefault("");

    private static TemporaryFolder Lay(Dictionary<string, byte[]> files)
    {
        var folder = TemporaryFolder.InMemory();
        StoreImage.Write(folder.Path, files);
        return folder;
    }

    private static void Flip(Dictionary<string, byte[]> files, StoreImage image, int at, int bit) =>
        files[StoreImage.LogFile(at / StoreImage.LogFileBytes * StoreImage.LogFileBytes)][at % StoreImage.LogFileBytes] ^= (byte)(1 << bit);

    private static ReadOnlySpan<byte> Now(Dictionary<string, byte[]> files, StoredRecord record) =>
        files[StoreImage.FileOf(record)].AsSpan((int)(record.Offset % StoreImage.LogFileBytes), record.Bytes.Length);

    private static void CheckLog(StoreImage image, Dictionary<string, byte[]> bent, ReopenedStore store)
    {
        var whole = image.Records.Where(record => Now(bent, record).SequenceEqual(record.Bytes)).ToList();
        store.LogEnd.ShouldBeGreaterThanOrEqualTo(whole[^1].End);
        store.LogEnd.ShouldBeLessThanOrEqualTo(image.LogEnd);
        foreach (var queue in store.Open.Queues.All.Select(queue => queue.Key).ToList())
        {
            var served = store.ReadAll(queue.Topic, queue.QueueId);
            foreach (var bytes in served)
            {
                CheckServed(bytes, queue, bent);
            }

            store.Entries(queue.Topic, queue.QueueId).ShouldAllBe(entry => entry.IsFiller || entry.End <= store.LogEnd);
            var expected = whole
                .Where(record => (record.Topic, record.QueueId) == (queue.Topic, queue.QueueId) && !IsSaidToBeAside(store, record));
            served.Where(bytes => whole.Any(record => record.Bytes.AsSpan().SequenceEqual(bytes)))
                .Select(bytes => StoredRecord.Of(bytes).Offset)
                .ShouldBe(expected.Select(record => record.Offset), queue.ToString());
        }

        // Nothing is left out unsaid, unless it is the log's end.
        var damaged = image.Records.Except(whole).Where(record => IsDamaged(Now(bent, record), record));
        foreach (var lost in damaged.Where(record => record.End <= store.LogEnd))
        {
            store.Open.Log.Damage.Places.ShouldContain(place => place.Offset <= lost.Offset && place.Offset + place.Bytes > lost.Offset);
        }
    }

    // A flip in a field without checksum cannot be seen; what is served is then what the disk holds.
    private static void CheckServed(byte[] bytes, QueueKey queue, Dictionary<string, byte[]> bent)
    {
        var record = StoredRecord.Of(bytes);
        RecordCheck.FindFault(bytes, record.Offset, out _).ShouldBeNull();
        (record.Topic, record.QueueId).ShouldBe((queue.Topic, queue.QueueId));
        Now(bent, record).SequenceEqual(bytes).ShouldBeTrue();
    }

    // Where a bent record, good as far as anybody can tell, took its place before.
    private static bool IsSaidToBeAside(ReopenedStore store, StoredRecord record) =>
        store.Log.Lines.Any(line => line.StartsWith($"Error: The record at offset {record.Offset} says Q", StringComparison.Ordinal));

    private static bool IsDamaged(ReadOnlySpan<byte> bytes, StoredRecord record) =>
        RecordCheck.FindFault(bytes, record.Offset, out _) is not null;

    private static void CheckQueues(StoreImage image, ReopenedStore store, bool mayMiss)
    {
        foreach (var (topic, queueId) in image.Queues)
        {
            var expected = image.Records.Where(record => (record.Topic, record.QueueId) == (topic, queueId)).ToList();
            var served = store.ReadAll(topic, queueId).Select(bytes => StoredRecord.Of(bytes).QueueOffset).ToList();
            var missing = expected.Select(record => record.QueueOffset).Except(served).ToList();
            served.ShouldBe(expected.Select(record => record.QueueOffset).Except(missing), $"{topic} Q{queueId}");

            // What stands right behind the newest entry may be one that was written: its offset is not given to another message.
            store.Open.Queues.Find(topic, queueId)!.Max.ShouldBeInRange(expected.Count, expected.Count + (mayMiss ? 1 : 0));
            if (!mayMiss)
            {
                missing.ShouldBeEmpty();
            }

            missing.ShouldAllBe(offset => store.Open.Log.Damage.Places.Any(place => place.Fault.Contains($"offset {offset}")));
        }
    }

    private static void CheckKeys(StoreImage image, Dictionary<string, byte[]> bent, ReopenedStore store, bool mayMiss = false)
    {
        store.Open.Indexer.Finish();
        store.Open.Keys.Last.Offset.ShouldBeLessThan(store.LogEnd);
        foreach (var (topic, key) in image.Keys)
        {
            var found = store.Query(topic, key);
            found.ShouldBe(found.OrderDescending());
            var having = image.Records.Where(record => record.Topic == topic && record.Keys.Contains(key))
                .Where(record => Now(bent, record).SequenceEqual(record.Bytes))
                .Select(record => record.Offset)
                .ToList();
            found.Where(offset => image.Records.Any(record => record.Offset == offset && Now(bent, record).SequenceEqual(record.Bytes)))
                .Except(having).ShouldBeEmpty();
            if (!mayMiss)
            {
                having.Except(found).ShouldBeEmpty($"{topic} {key}");
            }
        }
    }

    private static void CheckOffsets(TemporaryFolder folder, Dictionary<string, byte[]> bent) =>
        File.ReadAllBytes(folder.File(StoreImage.ConsumerOffsets)).ShouldBe(bent[StoreImage.ConsumerOffsets]);
}
