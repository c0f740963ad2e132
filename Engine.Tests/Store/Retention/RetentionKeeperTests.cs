using Engine.Store.Retention;

namespace Engine.Tests.Store.Retention;

public sealed class RetentionKeeperTests
{
    private const long FileBytes = RetentionHarness.LogFileBytes;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Turn_FilesAreDue_TheyGoWithEverythingThatPointsIntoThem()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(3 * FileBytes);
        harness.Clock.Advance(Kept - Minute);
        harness.FillTo(5 * FileBytes);
        var stored = harness.Stored.ToArray();
        harness.Clock.Advance(Minute);

        harness.Keeper.Turn();

        harness.LogFiles.ShouldBe([3 * FileBytes, 4 * FileBytes, 5 * FileBytes]);
        harness.Open.Log.MinOffset.ShouldBe(3 * FileBytes);
        var left = stored.Where(put => put.PhysicalOffset >= 3 * FileBytes).Select(put => put.QueueOffset).ToArray();
        harness.Open.Queues.Find("T", 0)!.Bounds.ShouldBe(new(left[0], left[^1] + 1));
        harness.ReadAll("T", 0).ShouldBe(left);
        harness.QueueFiles("T", 0)[0].ShouldBe(left[0] / RetentionHarness.EntriesPerQueueFile * 200);
        harness.Log.Lines.ShouldContain($"Information: Deleted 3 log files; the log begins at offset {3 * FileBytes} now (3 by Age)");
    }

    [Fact]
    public void Turn_OneQueueCannotBeRead_AllOthersMoveAndTheFailureIsTold()
    {
        var reads = new FaultyReads();
        using var harness = new RetentionHarness(reads: reads);
        for (var queueId = 0; queueId < 16; queueId++)
            harness.Put("U", queueId);

        harness.FillTo(5 * FileBytes);
        harness.Reopen(isClean: true);
        reads.Break(Path.Combine(harness.Folder, "consumequeue", "T", "0", $"{0:D20}"), 0, long.MaxValue);
        harness.Clock.Advance(Kept);

        Should.Throw<IOException>(harness.Keeper.Turn).Message.ShouldContain(FaultyReads.Message);

        harness.LogFiles[0].ShouldBe(5 * FileBytes);
        Enumerable.Range(0, 16).ShouldAllBe(queueId => harness.Open.Queues.Find("U", queueId)!.Min == 1);
        harness.Open.Queues.Find("T", 0)!.Min.ShouldBe(0);

        reads.Break("", 0, 0);
        harness.Keeper.Turn();
        harness.Open.Queues.Find("T", 0)!.Min.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Turn_DeletedQueueCouldNotBeEmptied_ItsFolderGoesWithARoundThatCan()
    {
        using var harness = new RetentionHarness();
        harness.Put("U", 0);
        harness.Reopen(isClean: true);
        var queues = Path.Combine(harness.Folder, "consumequeue");
        LongPath.FillUp(Path.Combine(queues, "U"));
        harness.Open.DeleteQueues("U");
        harness.Keeper.Turn();
        Directory.GetDirectories(queues).ShouldBe([Path.Combine(queues, "U.deleted")]);

        LongPath.Free(Path.Combine(queues, "U.deleted"), harness.Folder);
        harness.Keeper.Turn();

        Directory.GetDirectories(queues).ShouldBeEmpty();
    }

    [Fact]
    public void Turn_LastMessageOfAFileIsTooYoung_TheFileStaysWhateverItsOtherMessages()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(FileBytes - 1000);
        harness.Clock.Advance(Minute);
        harness.FillTo(FileBytes - 500);
        harness.Clock.Advance(Kept - Minute);
        harness.FillTo(2 * FileBytes);

        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(0);

        harness.Clock.Advance(Minute);
        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(FileBytes);
    }

    [Theory]
    [InlineData(1990, 71, 0)]
    [InlineData(2090, 72, FileBytes)]
    public void Turn_FilesOwnTimes_DoNotCount(int year, int hours, long expectedStart)
    {
        using var harness = new RetentionHarness();
        harness.FillTo(FileBytes);
        foreach (var file in Directory.GetFiles(harness.Folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        harness.Clock.Advance(TimeSpan.FromHours(hours));
        harness.Keeper.Turn();

        harness.LogFiles[0].ShouldBe(expectedStart);
    }

    [Fact]
    public void Turn_EverythingIsOld_TheFileThatIsWrittenToStays()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(2 * FileBytes);
        harness.Clock.Advance(10 * Kept);

        harness.Keeper.Turn();
        harness.Keeper.Turn();

        harness.LogFiles.ShouldBe([2 * FileBytes]);
        harness.Put("T", 0).QueueOffset.ShouldBe(harness.Stored.Count - 1);
        harness.ReadAll("T", 0).ShouldBe(harness.Stored.Where(put => put.PhysicalOffset >= 2 * FileBytes).Select(put => put.QueueOffset));
    }

    [Fact]
    public void Turn_ZeroHours_KeepsEverything()
    {
        using var harness = new RetentionHarness(new RetentionLimits());
        harness.FillTo(3 * FileBytes);
        harness.Clock.Advance(1000 * Kept);
        harness.Disk.OthersBytes = 990_000;

        harness.Keeper.Turn();

        harness.LogFiles.Length.ShouldBe(4);
    }

    [Fact]
    public void Turn_ManyFilesAreDue_TenGoInEachRound()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(25 * FileBytes);
        harness.Clock.Advance(Kept);

        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(10 * FileBytes);

        harness.Keeper.Turn();
        harness.Keeper.Turn();
        harness.LogFiles.ShouldBe([25 * FileBytes]);
    }

    [Fact]
    public void Turn_LogIsLargerThanItMayBe_OldestFilesGoUntilItFits()
    {
        using var harness = new RetentionHarness(new RetentionLimits { Bytes = 3 * FileBytes });
        harness.FillTo((5 * FileBytes) + 1000);

        harness.Keeper.Turn();

        harness.LogFiles[0].ShouldBe(3 * FileBytes);
    }

    [Fact]
    public void Turn_DamageHidesTheLastMessage_TheNextFilesFirstMessageCounts()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(FileBytes - 1000);
        harness.Clock.Advance(Kept);
        harness.FillTo(2 * FileBytes);
        var path = Path.Combine(harness.Folder, "commitlog", $"{0:D20}");
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = harness.Stored[2].PhysicalOffset + 100;
            file.Write(new byte[200]);
        }

        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(0);

        harness.Clock.Advance(Kept);
        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(2 * FileBytes);
    }

    [Fact]
    public void Turn_QueueWithoutAnyMessageLeft_BeginsWhereItEnds()
    {
        using var harness = new RetentionHarness();
        for (var i = 0; i < 25; i++)
        {
            harness.Put("Quiet", 3);
        }

        harness.FillTo(3 * FileBytes);
        harness.Clock.Advance(Kept);
        harness.FillTo(6 * FileBytes);
        harness.Keeper.Turn();

        harness.Open.Queues.Find("Quiet", 3)!.Bounds.ShouldBe(new(25, 25));
        harness.QueueFiles("Quiet", 3).ShouldBe([400]);
        harness.Put("Quiet", 3).QueueOffset.ShouldBe(25);
        harness.ReadAll("Quiet", 3).ShouldBe([25]);
    }

    [Fact]
    public void Turn_OneFileCannotBeDeleted_IsTriedAgainInTheNextRound()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(3 * FileBytes);
        harness.Clock.Advance(Kept);
        var second = Path.Combine(harness.Folder, "commitlog", $"{FileBytes:D20}");
        File.Delete(second);
        Directory.CreateDirectory(second);

        Should.Throw<Exception>(harness.Keeper.Turn);
        harness.Open.Log.MinOffset.ShouldBe(FileBytes);

        Directory.Delete(second);
        harness.Keeper.Turn();
        harness.LogFiles.ShouldBe([3 * FileBytes]);
        harness.Open.Queues.Find("T", 0)!.Min.ShouldBe(harness.Stored.First(put => put.PhysicalOffset >= 3 * FileBytes).QueueOffset);
    }
}
