using System.Buffers.Binary;
using System.Text;
using Engine.Store;

namespace Engine.Tests.Store;

/// <summary>What people, copies and crashes leave of a store's folder, and what a start makes of it.</summary>
public sealed class BentStoreTests
{
    private const int Messages = 300;

    // All that can be found again from the log.
    private static readonly Dictionary<string, Action<StoreHarness>> Harmless = new()
    {
        ["nothing"] = _ => { },
        ["checkpoint missing"] = store => File.Delete(store.Checkpoint),
        ["checkpoint empty"] = store => File.WriteAllBytes(store.Checkpoint, []),
        ["checkpoint short"] = store => File.WriteAllBytes(store.Checkpoint, new byte[20]),
        ["checkpoint garbage"] = store => File.WriteAllBytes(store.Checkpoint, Enumerable.Repeat((byte)0x5A, 4096).ToArray()),
        ["checkpoint negative"] = store => WriteCheckpoint(store, long.MinValue),
        ["checkpoint in the future"] = store => WriteCheckpoint(store, store.Now + 3_600_000),
        ["catalog missing"] = store => DeleteCatalog(store),
        ["catalog torn"] = store => ReplaceCatalog(store, File.ReadAllText(store.Catalog)[..100]),
        ["catalog empty"] = store => ReplaceCatalog(store, ""),
        ["catalog null"] = store => ReplaceCatalog(store, "null"),
        ["catalog without queues"] = store => ReplaceCatalog(store, """{"Queues": null}"""),
        ["catalog with empty topic"] = store => ReplaceCatalog(store, """{"Queues": {"T": null}}"""),
        ["catalog with odd sizes"] = store => ReplaceCatalog(store, """{"LogFileBytes": 8192, "QueueFileBytes": 399}"""),
        ["foreign files"] = store =>
        {
            foreach (var folder in new[] { "commitlog", "consumequeue", "consumequeue/T", "consumequeue/T/0" })
            {
                File.WriteAllText(Path.Combine(store.Folder, folder, "README.txt"), "not ours");
                Directory.CreateDirectory(Path.Combine(store.Folder, folder, "lost+found", "7"));
            }
        },
        ["queue folders missing"] = store => Directory.Delete(Path.Combine(store.Folder, "consumequeue"), true),
        ["queue folder missing"] = store => Directory.Delete(Path.Combine(store.Folder, "consumequeue", "T", "1"), true),
        ["queue folder empty"] = store => Array.ForEach(QueueFiles(store), File.Delete),
        ["first queue file missing"] = store => File.Delete(QueueFiles(store)[0]),
        ["first queue files missing"] = store => Array.ForEach(QueueFiles(store)[..3], File.Delete),
        ["middle queue file missing"] = store => File.Delete(QueueFiles(store)[3]),
        ["last queue file missing"] = store => File.Delete(QueueFiles(store)[^1]),
        ["queue file empty"] = store => File.WriteAllBytes(QueueFiles(store)[2], []),
        ["queue file short"] = store => Truncate(QueueFiles(store)[^1], 150),
        ["queue file too long"] = store => File.AppendAllText(QueueFiles(store)[^1], "garbage"),
        ["old queue file too long"] = store => File.AppendAllText(QueueFiles(store)[0], "garbage"),
        ["garbage right behind the entries"] = store => StoreFault.Overwrite(QueueFiles(store)[^1], 200, Noise(60)),
        ["garbage at the queue's end"] = store => StoreFault.Overwrite(QueueFiles(store)[^1], 320, Noise(80)),
        ["entries twice at the queue's end"] = store =>
            StoreFault.Overwrite(QueueFiles(store)[^1], 200, File.ReadAllBytes(QueueFiles(store)[^1]).AsSpan(0, 200)),
        ["queue page zeroed"] = store => StoreFault.Clear(QueueFiles(store)[^1], 0, 200),
        ["end of the log's last file missing"] = store => Truncate(LogFiles(store)[^1], store.LogEnd % (8 * 1024)),
        ["abort marker removed"] = store => File.Delete(Path.Combine(store.Folder, "abort")),
    };

    // What must not be passed over: with it the store would forget messages, or cannot work.
    private static readonly Dictionary<string, (Action<StoreHarness> Bend, string Named)> Refused = new()
    {
        ["log folder missing"] = (store => Directory.Delete(Path.Combine(store.Folder, "commitlog"), true), "commitlog is missing"),
        ["log folder empty"] = (store => Array.ForEach(LogFiles(store), File.Delete), "commitlog has no log file"),
        ["log missing, catalog too"] = (
            store =>
            {
                DeleteCatalog(store);
                Directory.Delete(Path.Combine(store.Folder, "commitlog"), true);
            },
            "commitlog is missing"),
        ["log missing, queue files too"] = (
            store =>
            {
                Directory.Delete(Path.Combine(store.Folder, "consumequeue"), true);
                Directory.Delete(Path.Combine(store.Folder, "commitlog"), true);
            },
            "commitlog is missing"),
        ["log zeroed"] = (store => Array.ForEach(LogFiles(store), file => Truncate(file, 0)), "commitlog holds no record"),
        ["log zeroed, catalog too"] = (
            store =>
            {
                DeleteCatalog(store);
                Array.ForEach(LogFiles(store), file => Truncate(file, 0));
            },
            "consumequeue says so"),
        ["log file too long"] = (store => File.AppendAllText(LogFiles(store)[0], "garbage"), "00000000000000000000 has 8199 bytes"),
        ["log folder is a file"] = (store => Replace(store, "commitlog"), "commitlog is a file"),
        ["queues folder is a file"] = (store => Replace(store, "consumequeue"), "consumequeue is a file"),
        ["queue folder is a file"] = (store => Replace(store, "consumequeue/T/0"), "consumequeue/T/0"),
        ["abort is a folder"] = (store => Replace(store, "abort"), "abort is a folder"),
        ["checkpoint is a folder"] = (store => Replace(store, "checkpoint"), "checkpoint is a folder"),
        ["catalog is a folder"] = (store => Replace(store, "queues.json"), "queues.json is a folder"),
        ["lock is a folder"] = (store => Replace(store, "lock"), "lock is a folder"),
    };

    public static IEnumerable<object[]> HarmlessNames =>
        Harmless.Keys.SelectMany(name => new object[][] { [name, true], [name, false] });

    public static IEnumerable<object[]> RefusedNames => Refused.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(HarmlessNames))]
    public async Task Start_BentButComplete_FindsEveryMessage(string name, bool clean)
    {
        await using var harness = await FilledAsync();

        await harness.RestartAsync(clean, () => Harmless[name](harness));

        for (var queue = 0; queue < 2; queue++)
        {
            harness.ReadAll("T", queue).ShouldBe(Enumerable.Range(0, Messages).Where(i => i % 2 == queue).Select(i => $"m{i}"));
            harness.Store.GetBounds("T", queue).ShouldBe(new QueueBounds(0, Messages / 2));
            harness.Put("T", queue, "next").QueueOffset.ShouldBe(Messages / 2);
        }

        harness.Store.Queues.ShouldBe([("T", 0), ("T", 1)], ignoreOrder: true);
        harness.Store.Damage.ShouldBeEmpty();
        await harness.RestartAsync(clean: false);
        harness.ReadAll("T", 0).Count.ShouldBe((Messages / 2) + 1);
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task Start_SomethingThatMustNotBePassedOver_IsRefusedWithItsName(string name)
    {
        var (bend, named) = Refused[name];
        await using var harness = await FilledAsync();
        await harness.Store.StopAsync(CancellationToken.None);
        bend(harness);
        var before = LogNames(harness);

        // The second time would begin from nothing if the first left traces of a start.
        for (var i = 0; i < 2; i++)
        {
            var refused = await Should.ThrowAsync<StoreException>(() => harness.RestartAsync());
            refused.Message.ShouldContain(named);
            refused.Message.ShouldContain(harness.Folder);
        }

        LogNames(harness).ShouldBe(before);
    }

    [Fact]
    public async Task Start_LogMissing_TheAdviceInTheMessageWorks()
    {
        await using var harness = await FilledAsync();
        await harness.Store.StopAsync(CancellationToken.None);
        Directory.Delete(Path.Combine(harness.Folder, "commitlog"), true);
        var refused = await Should.ThrowAsync<StoreException>(() => harness.RestartAsync());

        foreach (var path in new[] { "commitlog", "consumequeue", "queues.json", "queues.json.bak" })
        {
            refused.Message.ShouldContain(Path.Combine(harness.Folder, path));
        }

        Directory.Delete(Path.Combine(harness.Folder, "consumequeue"), true);
        DeleteCatalog(harness);
        await harness.RestartAsync();
        harness.Put("T", 0, "new").QueueOffset.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AnOldLogFileEmptied_CostsWhatWasInIt(bool clean)
    {
        await using var harness = await FilledAsync();
        var file = LogFiles(harness)[1];

        await harness.RestartAsync(clean, () => Truncate(file, 0));

        var left = harness.ReadAll("T", 0);
        left.Count.ShouldBeInRange(80, 149);
        left[0].ShouldBe("m0");
        left[^1].ShouldBe("m298");
        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(0, Messages / 2));
        harness.Store.Damage.ShouldNotBeEmpty();
        harness.Store.Damage.ShouldAllBe(place => place.Path == file);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_NewestLogFileDeleted_GoesOnAtTheEndOfTheOneBeforeAndSaysSo(bool clean)
    {
        await using var harness = await FilledAsync();
        var newest = LogFiles(harness)[^1];

        await harness.RestartAsync(clean, () => File.Delete(newest));

        var bounds = harness.Store.GetBounds("T", 0);
        bounds.Max.ShouldBeInRange(100, 149);
        harness.ReadAll("T", 0).Count.ShouldBe((int)bounds.Max);
        harness.Store.Recovered!.EntriesCut.ShouldBeGreaterThan(clean ? 0 : -1);
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(bounds.Max);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_MiddleLogFileDeleted_SaysHowMuchBeforeItIsLeftOut(bool clean)
    {
        await using var harness = await FilledAsync();
        var files = LogFiles(harness);

        await harness.RestartAsync(clean, () => File.Delete(files[2]));

        var line = harness.Log.Lines.Where(line => line.Contains("are left out", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain($"2 files of {Path.Combine(harness.Folder, "commitlog")} are left out with {2 * 8 * 1024} bytes");
        line.ShouldContain($": {Path.GetFileName(files[0])}, {Path.GetFileName(files[1])}. The log begins at offset {3 * 8 * 1024}");
    }

    private static async Task<StoreHarness> FilledAsync()
    {
        var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024, queueFileBytes: 400);
        for (var i = 0; i < Messages; i++)
        {
            harness.Put("T", i % 2, $"m{i}");
        }

        await harness.RestartAsync();
        return harness;
    }

    private static string[] LogFiles(StoreHarness store) => Files(Path.Combine(store.Folder, "commitlog"));

    private static string[] QueueFiles(StoreHarness store) => Files(Path.Combine(store.Folder, "consumequeue", "T", "0"));

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];

    private static List<string> LogNames(StoreHarness store) =>
        [.. Directory.GetFileSystemEntries(store.Folder, "*", SearchOption.AllDirectories).Where(IsOfLog).Order(StringComparer.Ordinal)];

    private static bool IsOfLog(string path) => path.Contains("commitlog", StringComparison.Ordinal);

    private static void Truncate(string path, long length)
    {
        using var file = File.Open(path, FileMode.Open);
        file.SetLength(length);
    }

    private static void WriteCheckpoint(StoreHarness store, long time)
    {
        var bytes = new byte[4096];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), time);
        File.WriteAllBytes(store.Checkpoint, bytes);
    }

    private static void DeleteCatalog(StoreHarness store)
    {
        File.Delete(store.Catalog);
        File.Delete(store.Catalog + ".bak");
    }

    private static void ReplaceCatalog(StoreHarness store, string content)
    {
        DeleteCatalog(store);
        File.WriteAllText(store.Catalog, content);
    }

    private static void Replace(StoreHarness store, string name)
    {
        var path = Path.Combine(store.Folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, true);
            File.WriteAllText(path, "not ours");
        }
        else
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        }
    }

    private static byte[] Noise(int bytes) => Encoding.ASCII.GetBytes(new string('x', bytes));
}
