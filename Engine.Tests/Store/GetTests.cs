using System.Text;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Queries;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

public sealed class GetTests
{
    [Theory]
    [InlineData(0, 0, 0, GetStatus.NoMessageInQueue, 0)]
    [InlineData(5, 0, 0, GetStatus.NoMessageInQueue, 0)]
    [InlineData(4, 5, 9, GetStatus.OffsetTooSmall, 5)]
    [InlineData(9, 5, 9, GetStatus.OffsetOverflowOne, 9)]
    [InlineData(10, 5, 9, GetStatus.OffsetOverflowBadly, 9)]
    [InlineData(10, 0, 9, GetStatus.OffsetOverflowBadly, 9)]
    [InlineData(9, 9, 9, GetStatus.OffsetOverflowOne, 9)]
    [InlineData(-1, 0, 9, GetStatus.OffsetTooSmall, 0)]
    public void Judge_OffsetOutside_GivesStatusAndNextOffset(long offset, long min, long max, object status, long next) =>
        OffsetVerdict.Judge(offset, min, max).ShouldBe(((GetStatus)status, next));

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void Judge_OffsetInside_LetsTheReaderRead(long offset) => OffsetVerdict.Judge(offset, 5, 9).ShouldBeNull();

    [Theory]
    [InlineData(0, 0, 1 << 24, false)]
    [InlineData(31, 100, 100, false)]
    [InlineData(32, 100, 100, true)]
    [InlineData(1, 262_000, 144, false)]
    [InlineData(1, 262_000, 145, true)]
    public void IsFull_Limits_AreThoseOfMessagesInMemory(int messages, int bytes, int next, bool isFull) =>
        PullLimits.IsFull(messages, bytes, next, 32).ShouldBe(isFull);

    [Theory]
    [InlineData(32, 0, 800)]
    [InlineData(900, 0, 900)]
    [InlineData(32, 299_999, 1)]
    public void ScanOf_Entries_StayInTheQueueFile(int asked, long offset, int expected) =>
        PullLimits.ScanOf(asked, offset, 300_000).ShouldBe(expected);

    [Fact]
    public async Task Get_UnknownQueue_SaysSo()
    {
        await using var harness = await StoreHarness.StartAsync();

        harness.Store.Get("T", 0, 7, 32, null).ShouldBe(new GetResult(GetStatus.NoMatchedLogicQueue, 0, 0, 0));
        harness.Store.GetBounds("T", 0).ShouldBe(default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_000)]
    [InlineData(9_000)]
    public async Task Get_QueuesThatLieMixedInTheLog_GivesEachItsOwn(int bytesBetween)
    {
        await using var harness = await StoreHarness.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            harness.Put("T", i % 3, $"body {i}");
            harness.Put("Other", 0, new string('x', bytesBetween));
        }

        await harness.RestartAsync();

        for (var queue = 0; queue < 3; queue++)
        {
            var expected = Enumerable.Range(0, 40).Where(i => i % 3 == queue).Select(i => $"body {i}");
            StoreHarness.Bodies(harness.Store.Get("T", queue, 0, 32, null)).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Get_MoreThanAsked_StopsAndGoesOnThere()
    {
        await using var harness = await StoreHarness.StartAsync();
        Fill(harness, 10);

        var result = harness.Store.Get("T", 0, 2, 3, null);

        (result.Status, result.NextBeginOffset, result.MessageCount, result.Min, result.Max).ShouldBe((GetStatus.Found, 5L, 3, 0L, 10L));
        StoreHarness.Bodies(result).ShouldBe(["m2", "m3", "m4"]);
        result.Bytes.ShouldBe(result.Body.Length);
    }

    [Theory]
    [InlineData(100, 32)]
    [InlineData(0, 1)]
    public async Task Get_OddCounts_StayBetweenOneAnd32(int asked, int expected)
    {
        await using var harness = await StoreHarness.StartAsync();
        Fill(harness, 50);

        harness.Store.Get("T", 0, 0, asked, null).MessageCount.ShouldBe(expected);
    }

    [Fact]
    public async Task Get_HugeFirstMessage_IsDeliveredAlone()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1 << 20);
        harness.Put("T", 0, new string('x', 400_000));
        harness.Put("T", 0, "small");

        var result = harness.Store.Get("T", 0, 0, 32, null);

        (result.MessageCount, result.NextBeginOffset).ShouldBe((1, 1L));
    }

    [Fact]
    public async Task Get_OtherQueuesInBetween_GivesOnlyThisOnes()
    {
        await using var harness = await StoreHarness.StartAsync();
        for (var i = 0; i < 90; i++)
        {
            harness.Put("T", i % 3, $"m{i}");
        }

        harness.ReadAll("T", 1).ShouldBe(Enumerable.Range(0, 30).Select(i => $"m{(3 * i) + 1}"));
    }

    [Fact]
    public async Task Get_OldAndNewMessages_ComeFromFileAndMemoryAlike()
    {
        // 16 KiB of the log are in memory and 204 entries of the queue; most of it comes from the files here.
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 32 * 1024);
        Fill(harness, 1000);

        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 1000).Select(i => $"m{i}"));
    }

    [Fact]
    public async Task Get_TagFilter_SkipsOthersAndCountsThemAsScanned()
    {
        await using var harness = await StoreHarness.StartAsync();
        foreach (var tag in new[] { "A", "B", "B", "A", "B" })
        {
            harness.Put("T", 0, "is" + tag, tag);
        }

        var result = harness.Store.Get("T", 0, 0, 32, new Filter { Tag = "A" });

        StoreHarness.Bodies(result).ShouldBe(["isA", "isA"]);
        result.NextBeginOffset.ShouldBe(5);
    }

    [Fact]
    public async Task Get_NothingPasses_StopsAtTheScanLimit()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1 << 20, queueFileBytes: 40_000);
        Fill(harness, 1000);

        var result = harness.Store.Get("T", 0, 0, 32, new Filter { Tag = "A" });

        (result.Status, result.NextBeginOffset, result.MessageCount).ShouldBe((GetStatus.NoMatchedMessage, 800L, 0));
    }

    [Fact]
    public async Task Get_NothingPasses_StopsAtTheEndOfTheQueueFile()
    {
        await using var harness = await StoreHarness.StartAsync(queueFileBytes: 4000);
        Fill(harness, 300);

        harness.Store.Get("T", 0, 150, 32, new Filter { Tag = "A" }).NextBeginOffset.ShouldBe(200);
    }

    [Fact]
    public async Task Get_RecordFilter_ClosesUpTheAnswerAndGoesOnUntilSomethingPasses()
    {
        await using var harness = await StoreHarness.StartAsync();
        Fill(harness, 120);

        var some = harness.Store.Get("T", 0, 0, 32, new Filter { Bodies = ["m3", "m7"] });
        var late = harness.Store.Get("T", 0, 0, 32, new Filter { Bodies = ["m100"] });

        StoreHarness.Bodies(some).ShouldBe(["m3", "m7"]);
        StoreHarness.Bodies(late).ShouldBe(["m100"]);
    }

    [Fact]
    public async Task ReadRecord_AnyOffset_GivesRecordsOnly()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);
        var puts = Enumerable.Range(0, 20).Select(i => harness.Put("T", 0, $"m{i}")).ToDictionary(put => put.PhysicalOffset);

        for (var offset = -1L; offset <= harness.Store.MaxPhysicalOffset + 100; offset++)
        {
            (harness.Store.ReadRecord(offset) is not null).ShouldBe(puts.ContainsKey(offset), $"offset {offset}");
        }
    }

    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task IsFirstMessageInMemory_EmptyAndYoungQueues_AreInMemory()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "x");

        harness.Store.IsFirstMessageInMemory("T", 0).ShouldBeTrue();
        harness.Store.IsFirstMessageInMemory("T", 9).ShouldBeTrue();
    }

    [Theory]
    [Trait("Behaviour", "B4")]
    [InlineData(200, true)]
    [InlineData(199, false)]
    public async Task IsFirstMessageInMemory_LogGrown_DependsOnTheDistance(long inMemoryBytes, bool expected)
    {
        using var folder = new TemporaryFolder();
        var options = new StoreOptions { Folder = folder.Path, StoreHost = default, InMemoryBytes = inMemoryBytes };
        await using var store = new MessageStore(options, new FakeTimeProvider(), null, new StoreLog());
        await store.StartAsync(CancellationToken.None);
        store.Append(StoreHarness.Message("T", 0, "12345678"));
        store.Append(StoreHarness.Message("T", 0, "12345678"));

        // Two records of 100 bytes.
        store.IsFirstMessageInMemory("T", 0).ShouldBe(expected);
    }

    private static void Fill(StoreHarness harness, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            harness.Put("T", 0, $"m{i}");
        }
    }

    private sealed class Filter : IMessageFilter
    {
        internal string? Tag { get; init; }

        internal string[]? Bodies { get; init; }

        public bool Matches(long tagsCode) => Tag is null || TagCode.Of(Tag) == tagsCode;

        public bool MatchesRecord(ReadOnlySpan<byte> record)
        {
            MessageRecordReader.TryRead(record, checkBody: true, out var read).ShouldBe(RecordReadStatus.Ok);
            return Bodies is null || Bodies.Contains(Encoding.UTF8.GetString(read.Body));
        }
    }
}
