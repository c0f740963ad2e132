using Engine.Store;

namespace Engine.Tests.Store;

/// <summary>Bytes that the disk cannot give back: damage like any other, that costs the messages around it nothing.</summary>
public sealed class UnreadableBytesTests
{
    private readonly FaultyReads _reads = new();

    [Fact]
    public async Task Get_RecordUnreadable_IsLeftOutReportedOnceAndSteppedOver()
    {
        await using var harness = await StartAsync();
        var puts = Enumerable.Range(0, 5).Select(i => harness.Put("T", 0, $"body {i}")).ToArray();
        AddPages(harness);
        await harness.RestartAsync();
        _reads.Break(harness.LogFile(0), puts[2].PhysicalOffset + 10, puts[2].PhysicalOffset + 20);

        for (var i = 0; i < 3; i++)
        {
            var result = harness.Store.Get("T", 0, 0, 32, null);
            StoreHarness.Bodies(result).ShouldBe(["body 0", "body 1", "body 3", "body 4"]);
            (result.Status, result.NextBeginOffset).ShouldBe((GetStatus.Found, 5L));
        }

        var place = harness.Store.Damage.ShouldHaveSingleItem();
        (place.Path, place.Offset, place.Bytes).ShouldBe(
            (harness.LogFile(0), puts[2].PhysicalOffset, puts[2].EndOffset - puts[2].PhysicalOffset));
        place.Fault.ShouldContain(FaultyReads.Message);
        place.Fault.ShouldContain("T Q0 offset 2");
    }

    [Fact]
    public async Task Get_RecordOfAnotherQueueInBetweenUnreadable_CostsThisOneNothing()
    {
        await using var harness = await StartAsync();
        var puts = Enumerable.Range(0, 10).Select(i => harness.Put("T", i % 2, $"body {i}")).ToArray();
        AddPages(harness);
        await harness.RestartAsync();
        _reads.Break(harness.LogFile(0), puts[5].PhysicalOffset + 10, puts[5].PhysicalOffset + 20);

        StoreHarness.Bodies(harness.Store.Get("T", 0, 0, 32, null)).ShouldBe(["body 0", "body 2", "body 4", "body 6", "body 8"]);
        harness.Store.Damage.ShouldBeEmpty();
        StoreHarness.Bodies(harness.Store.Get("T", 1, 0, 32, null)).ShouldBe(["body 1", "body 3", "body 7", "body 9"]);
        harness.Store.Damage.ShouldHaveSingleItem().Offset.ShouldBe(puts[5].PhysicalOffset);
    }

    [Fact]
    public async Task Get_OnlyUnreadableRecords_SaysWhereToGoOn()
    {
        await using var harness = await StartAsync();
        var lost = harness.Put("T", 0, "lost");
        AddPages(harness);
        await harness.RestartAsync();
        _reads.Break(harness.LogFile(0), lost.PhysicalOffset, lost.EndOffset);

        var result = harness.Store.Get("T", 0, 0, 32, null);

        (result.Status, result.NextBeginOffset, result.MessageCount).ShouldBe((GetStatus.MessageWasRemoving, 1L, 0));
    }

    [Fact]
    public async Task Get_DiskReadsNothing_FailsAndLeavesNothingOut()
    {
        await using var harness = await StartAsync();
        for (var i = 0; i < 5; i++)
            harness.Put("T", 0, $"body {i}");

        await harness.RestartAsync();
        _reads.Break(harness.LogFile(0), 0, long.MaxValue);

        Should.Throw<IOException>(() => harness.Store.Get("T", 0, 0, 32, null));
        Should.Throw<IOException>(() => harness.Store.GetStoreTime("T", 0, 2));
        harness.Store.Damage.ShouldBeEmpty();
        _reads.Break(harness.LogFile(0), 0, 0);
        harness.ReadAll("T", 0).ShouldBe(["body 0", "body 1", "body 2", "body 3", "body 4"]);
    }

    [Fact]
    public async Task Get_DiskIsAwayAndMemoryHasOtherPages_FailsAndTakesNothingForDamaged()
    {
        await using var harness = await StartAsync();
        var puts = Enumerable.Range(0, 5).Select(i => harness.Put("T", 0, $"body {i}")).ToArray();
        AddPages(harness);
        await harness.RestartAsync();
        _reads.Break(harness.LogFile(0), puts[2].PhysicalOffset, puts[2].EndOffset);
        _reads.TakeAway();

        Should.Throw<IOException>(() => harness.Store.Get("T", 0, 0, 32, null));
        Should.Throw<IOException>(() => harness.Store.ReadRecord(puts[2].PhysicalOffset));

        harness.Store.Damage.ShouldBeEmpty();
    }

    [Fact]
    public async Task IsFirstMessageInMemory_FirstEntryUnreadable_CountsAsInMemoryUnlessTheDiskIsAway()
    {
        await using var harness = await StoreHarness.StartAsync(change: options => options with { Reads = _reads, InMemoryBytes = 100 });
        for (var i = 0; i < 5; i++)
            harness.Put("T", 0, $"body {i}");

        await harness.RestartAsync();
        harness.Store.IsFirstMessageInMemory("T", 0).ShouldBeFalse();
        _reads.Break(harness.QueueFile("T", 0, 0), 0, 20);

        harness.Store.IsFirstMessageInMemory("T", 0).ShouldBeTrue();
        _reads.TakeAway();
        Should.Throw<IOException>(() => harness.Store.IsFirstMessageInMemory("T", 0));
    }

    [Fact]
    public async Task Get_QueueEntriesUnreadable_AreLeftOutAndReported()
    {
        await using var harness = await StartAsync();
        for (var i = 0; i < 5; i++)
            harness.Put("T", 0, $"body {i}");

        await harness.RestartAsync();
        _reads.Break(harness.QueueFile("T", 0, 0), 2 * 20, 4 * 20);

        harness.ReadAll("T", 0).ShouldBe(["body 0", "body 1", "body 4"]);
        harness.Store.Damage.Count.ShouldBe(2);
        harness.Store.GetStoreTime("T", 0, 2).ShouldBe(-1);
        harness.Store.GetStoreTime("T", 0, 4).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task ReadRecord_Unreadable_IsNothingAndReported()
    {
        await using var harness = await StartAsync();
        var put = harness.Put("T", 0, "body");
        AddPages(harness);
        await harness.RestartAsync();
        _reads.Break(harness.LogFile(0), put.PhysicalOffset, put.EndOffset);

        harness.Store.ReadRecord(put.PhysicalOffset).ShouldBeNull();
        harness.Store.GetStoreTime("T", 0, 0).ShouldBe(-1);

        harness.Store.Damage.ShouldHaveSingleItem().Fault.ShouldContain(FaultyReads.Message);
    }

    [Fact]
    public async Task QueryByKey_PageOfTheLogUnreadable_FindsWhatIsAroundIt()
    {
        await using var harness = await StartAsync();
        var puts = Enumerable.Range(0, 200).Select(i => Put(harness, i)).ToArray();
        await harness.RestartAsync(between: () => Directory.Delete(Path.Combine(harness.Folder, "index"), true));
        _reads.Break(harness.LogFile(0), 8192, 12288);

        await harness.Store.WaitUntilDispatchedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        for (var i = 0; i < puts.Length; i++)
        {
            var isHit = puts[i].PhysicalOffset < 12288 && puts[i].EndOffset > 8192;
            harness.Store.QueryByKey("T", $"k{i}", 1, 0, long.MaxValue).Count.ShouldBe(isHit ? 0 : 1, $"message {i}");
        }

        harness.Store.DispatchFailures.ShouldBe(0);
        harness.Store.Damage.ShouldNotBeEmpty();
    }

    // A fault in a log of one page cannot be told from a disk that is away.
    private static void AddPages(StoreHarness harness) => harness.Put("Other", 0, new string('x', 2 * 4096));

    private static PutResult Put(StoreHarness harness, int number) => harness.Store.Append(
        StoreHarness.Message("T", 0, new string('x', 100)) with { Properties = $"KEYS\u0001k{number}" });

    private Task<StoreHarness> StartAsync() => StoreHarness.StartAsync(change: options => options with { Reads = _reads });
}
