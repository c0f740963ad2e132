using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Tests.Broker;

namespace Engine.Tests.Store.Keys;

public sealed class StoreKeysTests
{
    private const int WakeBytes = 64 * 1024;

    [Fact]
    public async Task Query_RightAfterTheAppend_FindsIt()
    {
        await using var harness = await StartAsync();
        for (var i = 0; i < 100; i++)
        {
            var put = Put(harness, $"k{i}");

            await DispatchedAsync(harness);

            Offsets(harness, $"k{i}").ShouldBe([put.PhysicalOffset]);
            harness.Store.DispatchBehindBytes.ShouldBe(0);
            harness.Store.LastIndexed.ShouldBe((put.StoreTimestamp, put.PhysicalOffset));
        }
    }

    [Fact]
    public async Task Append_Little_WaitsForTheInterval()
    {
        await using var harness = await StartAsync();
        await DispatchedAsync(harness);
        var put = Put(harness, "k");

        harness.Store.DispatchBehindBytes.ShouldBe(put.EndOffset);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(500));

        await UntilAsync(() => harness.Store.DispatchBehindBytes == 0);
        Offsets(harness, "k").ShouldBe([put.PhysicalOffset]);
    }

    [Fact]
    public async Task Append_Much_WakesTheIndexer()
    {
        await using var harness = await StartAsync();
        await DispatchedAsync(harness);
        while (harness.Store.MaxPhysicalOffset < 10 * WakeBytes)
        {
            Put(harness, "k");
        }

        await UntilAsync(() => harness.Store.DispatchBehindBytes < WakeBytes);
    }

    [Fact]
    public async Task Batch_EveryItem_IsFoundByItsOwnKeys()
    {
        await using var harness = await StartAsync();
        var batch = BatchBodyWriter.Encode(
        [
            (new Message { Topic = "x", Body = new byte[1] }, "UNIQ_KEY\u0001U1\u0002KEYS\u0001a b"),
            (new Message { Topic = "x", Body = new byte[2] }, "UNIQ_KEY\u0001U2\u0002KEYS\u0001b"),
        ]);

        var put = harness.Store.AppendBatch(StoreHarness.Message("T", 0, "") with { Properties = "CLUSTER\u0001c" }, batch, new long[2]);

        await DispatchedAsync(harness);
        var (first, second) = (put.BatchOffsets.Span[0], put.BatchOffsets.Span[1]);
        Offsets(harness, "U1").ShouldBe([first]);
        Offsets(harness, "U2").ShouldBe([second]);
        Offsets(harness, "b").ShouldBe([second, first]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_AfterAStop_GoesOnWhereItWas(bool clean)
    {
        await using var harness = await StartAsync();
        for (var i = 0; i < 200; i++)
        {
            Put(harness, $"k{i}");
        }

        await DispatchedAsync(harness);
        await harness.RestartAsync(clean);

        // Said before the duty goes to work. Nothing was at a checkpoint when the process was killed.
        harness.Log.Lines.Last(line => line.Contains("key index is open", StringComparison.Ordinal)).ShouldEndWith(
            clean ? $"up to log offset {harness.LogEnd}, 0 bytes behind" : $"up to log offset 0, {harness.LogEnd} bytes behind");
        Put(harness, "new");
        await DispatchedAsync(harness);

        for (var i = 0; i < 200; i++)
        {
            Offsets(harness, $"k{i}").Length.ShouldBe(1);
        }

        Offsets(harness, "new").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Start_MessagesWithoutKeysAtTheEnd_AreNotReadAgain()
    {
        await using var harness = await StartAsync();
        var last = Put(harness, "k");
        harness.Put("T", 0, new string('x', 10_000));

        await harness.RestartAsync();

        harness.Store.DispatchBehindBytes.ShouldBe(0);
        harness.Store.LastIndexed.Offset.ShouldBe(last.PhysicalOffset);
        harness.Log.Lines.Last(line => line.Contains("key index is open")).ShouldContain($"log offset {harness.Store.MaxPhysicalOffset}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_IndexFolderMissing_IsBuiltAgainBehindTheStart(bool clean)
    {
        await using var harness = await StartAsync();
        for (var i = 0; i < 500; i++)
        {
            Put(harness, $"k{i}");
        }

        await DispatchedAsync(harness);
        await harness.RestartAsync(clean, () => Directory.Delete(Path.Combine(harness.Folder, "index"), recursive: true));
        await DispatchedAsync(harness);

        for (var i = 0; i < 500; i++)
        {
            Offsets(harness, $"k{i}").Length.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Append_IndexCannotBeWritten_StoreWorksAndTheIndexFollowsLater()
    {
        await using var harness = await StartAsync();
        var obstacle = Path.Combine(harness.Folder, "index");
        await File.WriteAllTextAsync(obstacle, "");

        for (var i = 0; i < 2000; i++)
        {
            Put(harness, $"k{i}");
        }

        // What falls due while a turn runs becomes one turn more: the clock goes on until there were two.
        await UntilAsync(() =>
        {
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return harness.Store.DispatchFailures >= 2;
        });
        harness.ReadAll("T", 0).Count.ShouldBe(2000);
        harness.Store.DispatchBehindBytes.ShouldBe(harness.Store.MaxPhysicalOffset);
        Offsets(harness, "k1").ShouldBeEmpty();
        harness.Log.Lines.Count(line => line.Contains("key index cannot be written")).ShouldBe(1);

        File.Delete(obstacle);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await DispatchedAsync(harness);
        Offsets(harness, "k1").Length.ShouldBe(1);
        Offsets(harness, "k1999").Length.ShouldBe(1);

        // Said at the end of the turn that caught up.
        await UntilAsync(() => harness.Log.Lines.Count(line => line.Contains("key index goes on")) == 1);
    }

    [Fact]
    public async Task Stop_IndexCannotBeWritten_LeavesTheStopUncleanAndTheMessagesSafe()
    {
        await using var harness = await StartAsync();
        var obstacle = Path.Combine(harness.Folder, "index");
        await File.WriteAllTextAsync(obstacle, "");
        Put(harness, "k");

        await Should.ThrowAsync<IOException>(() => harness.Store.StopAsync(CancellationToken.None));
        File.Exists(Path.Combine(harness.Folder, "abort")).ShouldBeTrue();

        File.Delete(obstacle);
        await harness.RestartAsync(clean: false);
        harness.ReadAll("T", 0).Count.ShouldBe(1);
        await DispatchedAsync(harness);
        Offsets(harness, "k").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Query_LogFileGone_LeavesItsMessagesOut()
    {
        await using var harness = await StartAsync(logFileBytes: 4000);
        var offsets = Enumerable.Range(0, 60).Select(_ => Put(harness, "k").PhysicalOffset).ToArray();
        await DispatchedAsync(harness);

        await harness.RestartAsync(between: () => File.Delete(harness.LogFile(0)));
        await DispatchedAsync(harness);

        Offsets(harness, "k").ShouldBe([.. offsets.Where(offset => offset >= 4000).Reverse()]);
    }

    [Fact]
    public async Task Build_DamageInTheLog_LosesNoKeyBehindIt()
    {
        await using var harness = await StartAsync();
        var offsets = Enumerable.Range(0, 100).Select(i => Put(harness, $"k{i}").PhysicalOffset).ToArray();
        await DispatchedAsync(harness);
        await harness.RestartAsync(between: () =>
        {
            Directory.Delete(Path.Combine(harness.Folder, "index"), recursive: true);
            using var log = File.OpenWrite(harness.LogFile(0));
            log.Position = offsets[40] + 2;
            log.Write(new byte[(int)(offsets[43] - offsets[40]) - 2]);
        });
        await DispatchedAsync(harness);

        var found = Enumerable.Range(0, 100).Where(i => Offsets(harness, $"k{i}").Length == 1);

        found.ShouldBe(Enumerable.Range(0, 100).Except([40, 41, 42]));
        harness.Store.Damage.ShouldContain(place => place.Offset == offsets[40]);
    }

    [Fact]
    public async Task WaitUntilDispatched_StoreIsClosed_Ends()
    {
        await using var harness = await StartAsync();
        await File.WriteAllTextAsync(Path.Combine(harness.Folder, "index"), "");
        Put(harness, "k");
        using var given = new CancellationTokenSource();
        var cancelled = harness.Store.WaitUntilDispatchedAsync(given.Token);
        var closed = harness.Store.WaitUntilDispatchedAsync(CancellationToken.None);

        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Soon.Within(cancelled, "the cancelled wait"));
        await harness.Store.DisposeAsync();

        await Should.ThrowAsync<StoreException>(() => Soon.Within(closed, "the wait"));
        await harness.Store.WaitUntilDispatchedAsync(CancellationToken.None);
        harness.Store.QueryByKey("T", "k", 9, 0, long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_OtherSizesInTheOptions_KeepsThoseOfTheFiles()
    {
        var slots = 0;
        await using var harness = await StoreHarness.StartAsync(
            change: options => options with { IndexSlots = 100 + slots++, IndexItems = 50 });
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 60; i++)
            {
                Put(harness, $"r{round}k{i}");
            }

            await harness.RestartAsync();
        }

        Directory.GetFiles(Path.Combine(harness.Folder, "index")).Select(file => new FileInfo(file).Length)
            .ShouldBe(Enumerable.Repeat(40L + 400 + 1000, 4));
        Offsets(harness, "r0k0").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Checkpoint_EveryTenSeconds_NotesTheIndexTime()
    {
        await using var harness = await StartAsync();
        var first = Put(harness, "first");
        await UntilAsync(() =>
        {
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return IndexTime(harness) == first.StoreTimestamp;
        });
        (harness.Now - first.StoreTimestamp).ShouldBeGreaterThanOrEqualTo(10_000);

        var second = Put(harness, "second");
        await harness.Store.StopAsync(CancellationToken.None);

        IndexTime(harness).ShouldBe(second.StoreTimestamp);
    }

    private static long IndexTime(StoreHarness harness) =>
        Path.Combine(harness.Folder, "checkpoint") is var path && File.Exists(path) && File.ReadAllBytes(path) is { Length: >= 24 } bytes
            ? BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16))
            : 0;

    private static Task<StoreHarness> StartAsync(long logFileBytes = 1024 * 1024) => StoreHarness.StartAsync(
        logFileBytes, change: options => options with { IndexSlots = 1000, IndexItems = 500 });

    private static PutResult Put(StoreHarness harness, string key)
    {
        var put = harness.Store.Append(StoreHarness.Message("T", 0, "hello") with { Properties = $"KEYS\u0001{key}" });
        put.Status.ShouldBe(PutStatus.PutOk, put.Remark);
        return put;
    }

    private static Task DispatchedAsync(StoreHarness harness) =>
        Soon.Within(harness.Store.WaitUntilDispatchedAsync(CancellationToken.None), "the key index to catch up");

    private static Task UntilAsync(Func<bool> condition) => Soon.Within(
        Task.Run(async () =>
        {
            while (!condition())
            {
                await Task.Yield();
            }
        }),
        "the condition");

    private static long[] Offsets(StoreHarness harness, string key) =>
        [.. harness.Store.QueryByKey("T", key, 64, 0, long.MaxValue)
            .SelectMany(record => MessageRecordReader.ReadAll(record))
            .Select(message => message.PhysicalOffset)];
}
