using Engine.Persistence;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Store;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AfterStopOrCrash_EverythingIsThereAndGoesOn(bool clean)
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024);
        Fill(harness, 700);

        await harness.RestartAsync(clean);

        harness.ReadAll("T", 0).ShouldBe(Expected(0, 700));
        harness.ReadAll("T", 1).ShouldBe(Expected(1, 700));
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(350);
        harness.ReadAll("T", 0)[^1].ShouldBe("next");
    }

    [Fact]
    public async Task Start_AfterCrashesInARow_LosesNothing()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024);
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 77; i++)
            {
                harness.Put("T", 0, $"{round}-{i}");
            }

            await harness.RestartAsync(clean: false);
        }

        harness.ReadAll("T", 0).ShouldBe(from round in Enumerable.Range(0, 5) from i in Enumerable.Range(0, 77) select $"{round}-{i}");
    }

    [Fact]
    public async Task Start_CheckpointTaken_ReadsOnlyTheNewestFilesAndLosesNothing()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024);
        Fill(harness, 700);
        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        harness.Put("Late", 0, "x");
        await harness.RestartAsync(clean: true);
        Fill(harness, 10);
        await harness.RestartAsync(clean: false);

        harness.Log.Lines.Last(line => line.Contains("goes on", StringComparison.Ordinal)).ShouldNotContain("from offset 0 on");
        harness.ReadAll("T", 0).ShouldBe([.. Expected(0, 700), .. Expected(0, 10)]);
    }

    [Fact]
    public async Task Start_TornLastRecord_IsCutAndSaidSo()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "good");
        var torn = harness.Put("T", 0, "torn", "tag");

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(0), torn.PhysicalOffset + 90, 0xFF));

        harness.ReadAll("T", 0).ShouldBe(["good"]);
        (harness.Store.MaxPhysicalOffset, harness.Store.GetBounds("T", 0).Max).ShouldBe((torn.PhysicalOffset, 1L));
        var lost = torn.EndOffset - torn.PhysicalOffset;
        harness.Log.Lines.ShouldContain($"Warning: Cut the log at offset {torn.PhysicalOffset}: {lost} bytes behind it were dropped");
        harness.Put("T", 0, "after").QueueOffset.ShouldBe(1);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(26)]
    [InlineData(28)]
    public async Task Start_DamagedHeaderTheChecksumDoesNotCover_IsCutLikeABadBody(int field)
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "good");
        var bad = harness.Put("T", 0, "bad");

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(0), bad.PhysicalOffset + field, 0xFF));

        harness.ReadAll("T", 0).ShouldBe(["good"]);
        harness.Store.Queues.ShouldBe([("T", 0)]);
    }

    [Fact]
    public async Task Start_QueueOffsetFlippedBack_DoesNotCostTheQueueItsEntries()
    {
        await using var harness = await StoreHarness.StartAsync();
        var puts = Enumerable.Range(0, 9).Select(i => harness.Put("T", 0, $"m{i}")).ToArray();

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(0), puts[4].PhysicalOffset + 27, 4));

        harness.ReadAll("T", 0).ShouldBe(["m0", "m1", "m2", "m3", "m5", "m6", "m7", "m8"]);
        harness.Log.Lines.ShouldContain(line => line.Contains("where another message is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_QueueOffsetFlippedToTheNextOne_CostsThatMessageAndNotTheNext()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("Other", 0, new string('x', 1000));
        var puts = Enumerable.Range(0, 9).Select(i => harness.Put("T", 0, $"m{i}")).ToArray();

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(0), puts[4].PhysicalOffset + 27, 1));

        harness.ReadAll("T", 0).ShouldBe(["m0", "m1", "m2", "m3", "m5", "m6", "m7", "m8"]);
        harness.Log.Lines.ShouldContain(line => line.Contains("where another message was", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_EveryTruncationOfTheLastRecord_KeepsTheOnesBefore()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "kept");
        var last = harness.Put("T", 0, "last", "tag");

        for (var length = last.EndOffset - 1; length >= last.PhysicalOffset; length -= 7)
        {
            await harness.RestartAsync(clean: false, () => Truncate(harness.LogFile(0), length));

            harness.ReadAll("T", 0).ShouldBe(["kept"], $"cut to {length}");
            harness.Put("T", 0, "last", "tag").PhysicalOffset.ShouldBe(last.PhysicalOffset);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AllQueueFilesDeleted_RebuildsThemByteForByte(bool clean)
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024);
        Fill(harness, 500);
        harness.Store.Append(StoreHarness.Message("SCHEDULE_TOPIC_XXXX", 2, "x") with { Properties = "DELAY\u00013" });
        await harness.RestartAsync();
        var before = QueueFiles(harness);

        await harness.RestartAsync(clean, () => Directory.Delete(Path.Combine(harness.Folder, "consumequeue"), recursive: true));
        await harness.RestartAsync();

        QueueFiles(harness).ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_OneQueueDeleted_IsRebuilt(bool clean)
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024);
        Fill(harness, 500);
        await harness.RestartAsync();

        await harness.RestartAsync(clean, () => Directory.Delete(Path.Combine(harness.Folder, "consumequeue", "T", "1"), recursive: true));

        harness.ReadAll("T", 1).ShouldBe(Expected(1, 500));
    }

    [Fact]
    public async Task Start_SecondQueueFileDeleted_IsRebuilt()
    {
        await using var harness = await StoreHarness.StartAsync(queueFileBytes: 400);
        Fill(harness, 100);

        await harness.RestartAsync(clean: true, () => File.Delete(harness.QueueFile("T", 0, 400)));

        harness.ReadAll("T", 0).ShouldBe(Expected(0, 100));
    }

    [Fact]
    public async Task DeleteQueues_ThenRebuilt_DoesNotBringTheTopicBack()
    {
        await using var harness = await StoreHarness.StartAsync();
        Fill(harness, 20);
        harness.Put("Other", 0, "o");
        harness.Store.DeleteQueues("T");

        harness.Store.Queues.ShouldBe([("Other", 0)]);
        harness.Put("T", 0, "again").QueueOffset.ShouldBe(0);
        await harness.RestartAsync();
        await harness.RestartAsync(clean: false, () => Directory.Delete(Path.Combine(harness.Folder, "consumequeue"), recursive: true));

        harness.ReadAll("T", 0).ShouldBe(["again"]);
        harness.Store.GetBounds("T", 1).ShouldBe(default);
        harness.ReadAll("Other", 0).ShouldBe(["o"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_KilledWhileATopicWasDeleted_FinishesTheDeletion(bool isMadeAnew)
    {
        await using var harness = await StoreHarness.StartAsync(queueFileBytes: 400);
        Fill(harness, 100);
        harness.Put("Other", 0, "o");
        await harness.RestartAsync();
        var files = QueueFiles(harness).Where(file => file.Key.Contains("/T/", StringComparison.Ordinal)).ToDictionary();
        harness.Store.DeleteQueues("T");
        if (isMadeAnew)
        {
            harness.Put("T", 0, "again");
        }

        // What the deletion would have taken away, had the store lived.
        await harness.RestartAsync(clean: false, () => PutBack(files.Where(file => !File.Exists(file.Key))));

        harness.Store.Queues.ShouldBe(isMadeAnew ? [("Other", 0), ("T", 0)] : [("Other", 0)], ignoreOrder: true);
        harness.ReadAll("T", 0).ShouldBe(isMadeAnew ? ["again"] : []);
        Directory.Exists(Path.Combine(harness.Folder, "consumequeue", "T")).ShouldBe(isMadeAnew);
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(isMadeAnew ? 1 : 0);
    }

    [Fact]
    public async Task Start_LogCutBelowADeletion_DoesNotTakeLaterMessagesForDeletedOnes()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("Other", 0, "o");
        var last = harness.Put("T", 0, "old");
        harness.Store.DeleteQueues("T");
        await harness.RestartAsync(clean: false, () => StoreFault.Clear(harness.LogFile(0), last.PhysicalOffset, 98));
        harness.Put("T", 0, "new");

        await harness.RestartAsync(clean: false);

        harness.ReadAll("T", 0).ShouldBe(["new"]);
    }

    [Fact]
    public async Task Start_FilesOfAnotherSize_KeepsTheirSize()
    {
        await using var small = await StoreHarness.StartAsync(logFileBytes: 4096, queueFileBytes: 400);
        Fill(small, 100);
        await small.Store.StopAsync(CancellationToken.None);
        var options = new StoreOptions { Folder = small.Folder, StoreHost = HostAddress.Parse("10.0.0.2:10911") };

        await using var store = new MessageStore(options, small.Clock, null, small.Log);
        await store.StartAsync(CancellationToken.None);

        store.GetBounds("T", 0).Max.ShouldBe(50);
        store.Append(StoreHarness.Message("T", 0, new string('x', 5000))).Status.ShouldBe(PutStatus.MessageIllegal);
    }

    [Fact]
    public async Task Start_FolderInUse_NamesTheFolder()
    {
        await using var harness = await StoreHarness.StartAsync();
        await using var second = new MessageStore(
            new StoreOptions { Folder = harness.Folder, StoreHost = default }, harness.Clock, null, harness.Log);

        var refused = await Should.ThrowAsync<DataFolderInUseException>(() => second.StartAsync(CancellationToken.None));

        refused.Message.ShouldContain(harness.Folder);
    }

    [Fact]
    public async Task Start_FreshStore_TakesLittleOfTheDisk()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 64 * 1024 * 1024, queueFileBytes: 6_000_000);
        harness.Put("T", 0, "x");
        await harness.RestartAsync();

        new FileInfo(harness.LogFile(0)).Length.ShouldBe(64 * 1024 * 1024);
        harness.ReadAll("T", 0).ShouldBe(["x"]);
    }

    private static void Fill(StoreHarness harness, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            harness.Put("T", i % 2, $"m{i}");
        }
    }

    private static IEnumerable<string> Expected(int queue, int messages) =>
        Enumerable.Range(0, messages).Where(i => i % 2 == queue).Select(i => $"m{i}");

    private static void Truncate(string path, long length)
    {
        using var file = File.Open(path, FileMode.Open);
        file.SetLength(length);
    }

    private static void PutBack(IEnumerable<KeyValuePair<string, string>> files)
    {
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Convert.FromHexString(content));
        }
    }

    private static Dictionary<string, string> QueueFiles(StoreHarness harness) =>
        Directory.GetFiles(Path.Combine(harness.Folder, "consumequeue"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)));
}
