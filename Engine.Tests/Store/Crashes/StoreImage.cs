using System.Text;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store.Crashes;

/// <summary>
/// The folder of a small store as bytes, to be laid out and bent as often as a test likes: two topics of two queues, single and batch
/// messages with tags and keys, in several log files. The process died: the abort marker is there.
/// </summary>
internal sealed class StoreImage
{
    internal const int LogFileBytes = 1536;
    internal const int QueueFileBytes = 5 * 20;

    /// <summary>Not the store's: it must stay as it is.</summary>
    internal static readonly string ConsumerOffsets = Path.Combine("config", "consumerOffset.json");

    private const int LeastInLastFile = 900;
    private const int Files = 4;

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<StoredRecord> _records = [];

    private StoreImage()
    {
    }

    /// <summary>All records in the log's order.</summary>
    internal IReadOnlyList<StoredRecord> Records => _records;

    /// <summary>Paths in the folder, with their content.</summary>
    internal IReadOnlyDictionary<string, byte[]> Content => _files;

    internal long LogEnd => _records[^1].End;

    internal long LastFileStart => LogEnd / LogFileBytes * LogFileBytes;

    internal IEnumerable<(string Topic, int QueueId)> Queues => _records.Select(record => (record.Topic, record.QueueId)).Distinct();

    internal IEnumerable<(string Topic, string Key)> Keys =>
        _records.SelectMany(record => record.Keys, (record, key) => (record.Topic, key)).Distinct();

    internal static string LogFile(long start) => Path.Combine("commitlog", $"{start:D20}");

    /// <summary>The file in which a record is.</summary>
    internal static string FileOf(StoredRecord record) => LogFile(record.Offset / LogFileBytes * LogFileBytes);

    internal static StoreOptions Options(string folder) => new()
    {
        Folder = folder,
        StoreHost = HostAddress.Parse("10.0.0.2:10911"),
        CommitLogFileBytes = LogFileBytes,
        ConsumeQueueFileBytes = QueueFileBytes,
        RecentBytes = 256,
        IndexSlots = 16,
        IndexItems = 30,
    };

    /// <summary>Fills a store and keeps what a killed process leaves of it.</summary>
    /// <param name="isWrittenOut">
    /// Whether everything is in its file, checkpoint and list of queues included, as after a stop; else only the log is, and what the
    /// duties had written by the last but one file.
    /// </param>
    internal static async Task<StoreImage> OfKilledAsync(bool isWrittenOut)
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider();
        var image = new StoreImage();
        var offsets = new List<long>();
        await using (var store = await StartAsync(folder, clock))
        {
            image.Fill(store, clock, (Files - 2) * LogFileBytes, offsets);
            await store.StopAsync(CancellationToken.None);
        }

        await using (var store = await StartAsync(folder, clock))
        {
            image.Fill(store, clock, ((Files - 1) * LogFileBytes) + LeastInLastFile, offsets);
            image._records.AddRange(offsets.Select(offset => StoredRecord.Of(store.ReadRecord(offset)!.Value)));
            if (isWrittenOut)
            {
                await store.StopAsync(CancellationToken.None);
            }
        }

        await File.WriteAllBytesAsync(folder.File("abort"), []);
        Directory.CreateDirectory(folder.File("config"));
        await File.WriteAllTextAsync(folder.File(ConsumerOffsets), """{"offsetTable":{"Singles@G":{0:3,1:2}}}""");
        image.Take(folder.Path);
        return image;
    }

    /// <summary>Lays its files out in a folder.</summary>
    internal void WriteTo(string folder) => Write(folder, _files);

    /// <summary>Lays files out in a folder.</summary>
    internal static void Write(string folder, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }

    internal static StoreMessage Message(string topic, int queueId, string body, string properties) => new()
    {
        Topic = topic,
        QueueId = queueId,
        Body = Encoding.UTF8.GetBytes(body),
        Properties = properties,
        BornHost = HostAddress.Parse("10.0.0.1:50000"),
        BornTimestamp = 1_700_000_000_000,
    };

    private static async Task<MessageStore> StartAsync(TemporaryFolder folder, FakeTimeProvider clock)
    {
        var store = new MessageStore(Options(folder.Path), clock, null, new StoreLog());
        await store.StartAsync(CancellationToken.None);
        return store;
    }

    private static string Properties(int i) => $"TAGS\u0001t{i % 3}\u0002KEYS\u0001all k{i} m{i % 4}";

    private static List<long> AppendBatch(MessageStore store, int i)
    {
        var items = Enumerable.Range(0, 3).Select(item =>
            (new Message { Topic = "x", Body = Encoding.UTF8.GetBytes($"batch {i} {item}") }, Properties((100 * i) + item)));
        var offsets = new long[3];
        store.AppendBatch(Message("Batches", i % 2, "", "CLUSTER\u0001c"), BatchBodyWriter.Encode(items), offsets)
            .Status.ShouldBe(PutStatus.PutOk);
        return [.. offsets];
    }

    // Bodies of all lengths, some ending in zeros: a cut in them changes nothing.
    private static List<long> AppendOne(MessageStore store, int i)
    {
        var body = $"body {i}" + new string('\0', i * 7 % 40);
        var put = store.Append(Message(i % 3 == 0 ? "Batches" : "Singles", i % 2, body, Properties(i)));
        put.Status.ShouldBe(PutStatus.PutOk);
        return [put.PhysicalOffset];
    }

    private void Fill(MessageStore store, FakeTimeProvider clock, long end, List<long> offsets)
    {
        while (store.MaxPhysicalOffset < end)
        {
            var i = offsets.Count;
            offsets.AddRange(i % 5 == 4 ? AppendBatch(store, i) : AppendOne(store, i));
            clock.Advance(TimeSpan.FromMilliseconds(400));
        }
    }

    private void Take(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            _files.Add(Path.GetRelativePath(folder, path), File.ReadAllBytes(path));
        }
    }
}
