using Engine.Store;
using Engine.Store.Integrity;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

/// <summary>Damage in files that a clean start does not read and a reader meets.</summary>
public sealed class DamageOnReadingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(27)]
    [InlineData(30)]
    [InlineData(88)]
    public async Task Get_DamagedRecord_IsLeftOutReportedOnceAndSteppedOver(int field)
    {
        await using var harness = await StoreHarness.StartAsync();
        var puts = Enumerable.Range(0, 5).Select(i => harness.Put("T", 0, $"body {i}")).ToArray();
        var lost = puts[2];
        await harness.RestartAsync(clean: true, () => StoreFault.Flip(harness.LogFile(0), lost.PhysicalOffset + field, 0x11));

        for (var i = 0; i < 3; i++)
        {
            var result = harness.Store.Get("T", 0, 0, 32, null);
            StoreHarness.Bodies(result).ShouldBe(["body 0", "body 1", "body 3", "body 4"]);
            (result.NextBeginOffset, result.MessageCount).ShouldBe((5L, 4));
        }

        var place = harness.Store.Damage.ShouldHaveSingleItem();
        (place.Path, place.Offset, place.Bytes).ShouldBe((harness.LogFile(0), lost.PhysicalOffset, lost.EndOffset - lost.PhysicalOffset));
        harness.Log.Lines.Count(line => line.StartsWith("Error: Damage in", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Get_OnlyDamagedRecords_SaysWhereToGoOn()
    {
        await using var harness = await StoreHarness.StartAsync();
        var lost = harness.Put("T", 0, "lost");
        harness.Put("Other", 0, "x");
        await harness.RestartAsync(clean: true, () => StoreFault.Flip(harness.LogFile(0), lost.PhysicalOffset + 88, 1));

        var result = harness.Store.Get("T", 0, 0, 32, null);

        (result.Status, result.NextBeginOffset, result.MessageCount).ShouldBe((GetStatus.MessageWasRemoving, 1L, 0));
    }

    // An entry that is blank, of a senseless size, behind the log's end, or of another message.
    [Theory]
    [InlineData("0000000000000000 00000000 0000000000000000")]
    [InlineData("0000000000000000 70000000 0000000000000000")]
    [InlineData("0000000000000000 00000010 0000000000000000")]
    [InlineData("0000700000000000 00000063 0000000000000000")]
    [InlineData("0000000000000000 00000062 0000000000000000")]
    [InlineData("0000000000000001 00000062 0000000000000000")]
    public async Task Get_DamagedQueueEntry_IsLeftOutAndReportedWithWhatToDo(string entry)
    {
        await using var harness = await StoreHarness.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            harness.Put("T", 0, $"body {i}");
        }

        var bytes = Convert.FromHexString(entry.Replace(" ", "", StringComparison.Ordinal));
        await harness.RestartAsync(clean: true, () => StoreFault.Overwrite(harness.QueueFile("T", 0, 0), 2 * 20, bytes));

        harness.ReadAll("T", 0).ShouldBe(["body 0", "body 1", "body 3", "body 4"]);
        harness.Store.Damage.ShouldHaveSingleItem().Fault.ShouldContain("offset 2");

        // What the report advises.
        await harness.RestartAsync(clean: true, () => Directory.Delete(Path.Combine(harness.Folder, "consumequeue", "T", "0"), true));
        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 5).Select(i => $"body {i}"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(88, true)]
    [InlineData(4, false)]
    [InlineData(30, false)]
    public async Task ReadRecord_DamagedRecord_IsNotGivenOut(int field, bool isKnownAsRecord)
    {
        await using var harness = await StoreHarness.StartAsync();
        var put = harness.Put("T", 0, "body");
        harness.Put("T", 0, "body");
        await harness.RestartAsync(clean: true, () => StoreFault.Flip(harness.LogFile(0), put.PhysicalOffset + field, 0x11));

        harness.Store.ReadRecord(put.PhysicalOffset).ShouldBeNull();

        harness.Store.Damage.Count.ShouldBe(isKnownAsRecord ? 1 : 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 3)]
    [InlineData(20, 3)]
    [InlineData(30, 3)]
    [InlineData(31, 4)]
    [InlineData(41, 5)]
    public async Task SearchOffset_DamageInTheMiddle_StillFindsTheFirstMessageAtOrAfter(int afterStartMs, long expected)
    {
        // Messages at 0, 10, (20), 30 and 40 ms; that at 20 ms cannot be read.
        await using var harness = await StoreHarness.StartAsync();
        var start = harness.Now;
        var puts = new List<PutResult>();
        for (var i = 0; i < 5; i++)
        {
            puts.Add(harness.Put("T", 0, $"body {i}"));
            harness.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await harness.RestartAsync(clean: true, () => StoreFault.Clear(harness.LogFile(0), puts[2].PhysicalOffset, 60));

        harness.Store.SearchOffset("T", 0, start + afterStartMs).ShouldBe(expected);
    }

    [Fact]
    public void Report_ManyPlaces_KeepsTheFirstHundredAndCountsTheRest()
    {
        var log = new StoreLog();
        var damage = new DamageLog(new FakeTimeProvider(), log);

        for (var i = 0; i < 250; i++)
        {
            damage.Report("file", 1000 * i, 100, "it is bent");
            damage.Report("file", (1000 * i) + (i < 100 ? 99 : 0), 1, "a part of it");
        }

        (damage.Places.Count, damage.Count).ShouldBe((DamageLog.MostPlaces, 250L));
        damage.Places[^1].Offset.ShouldBe(99_000);
        log.Lines.Count.ShouldBe(DamageLog.MostPlaces + 1);
    }

    [Fact]
    public void Report_PlacesWithoutEnd_AreCountedUpToALimit()
    {
        var damage = new DamageLog(new FakeTimeProvider(), new StoreLog());

        for (var i = 0; i < DamageLog.MostCounted + 10; i++)
        {
            damage.Report("file", i, 1, "it is bent");
        }

        damage.Count.ShouldBe(DamageLog.MostCounted);
    }
}
