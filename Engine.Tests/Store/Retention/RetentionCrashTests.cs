using Engine.Store.Retention;

namespace Engine.Tests.Store.Retention;

/// <summary>A process that ends between two steps of a deletion leaves a store that opens and goes on.</summary>
public sealed class RetentionCrashTests
{
    private const long FileBytes = RetentionHarness.LogFileBytes;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_AfterDeletion_FindsTheNewBeginningAndReadsNoMoreThanUsual(bool isClean)
    {
        using var harness = Aged(out var left);
        harness.Keeper.Turn();

        harness.Reopen(isClean);

        ShouldGoOn(harness, left);
        if (isClean)
        {
            harness.Log.Lines.Last(line => line.Contains("goes on")).ShouldContain(" 0 records were read");
        }

        harness.Log.Lines.ShouldNotContain(line => line.StartsWith("Error") || line.StartsWith("Warning"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_BetweenLogAndQueues_MinimaFollowAndTheNextRoundDeletesTheQueueFiles(bool isClean)
    {
        using var harness = Aged(out var left);
        new StorePruner(harness.Open.LogFiles, harness.Open.Queues, harness.Open.Keys).DropLogBelow(3 * FileBytes);

        harness.Reopen(isClean);

        ShouldGoOn(harness, left);
        harness.QueueFiles("T", 0)[0].ShouldBe(0);
        harness.Open.Flusher!.FlushAll();
        harness.Keeper.Turn();
        harness.QueueFiles("T", 0)[0].ShouldBe(left[0] / RetentionHarness.EntriesPerQueueFile * 200);
        harness.ReadAll("T", 0).ShouldBe([.. left, left[^1] + 1]);
    }

    [Fact]
    public void Start_BetweenTwoQueues_BothAreRight()
    {
        using var harness = Aged(out var left);
        for (var i = 0; i < 12; i++)
        {
            harness.Put("U", 1);
        }

        new StorePruner(harness.Open.LogFiles, harness.Open.Queues, harness.Open.Keys).DropLogBelow(3 * FileBytes);
        harness.Open.Queues.Find("T", 0)!.DropBelow(3 * FileBytes);

        harness.Reopen(isClean: false);

        ShouldGoOn(harness, left);
        harness.ReadAll("U", 1).Count.ShouldBe(12);
    }

    [Fact]
    public void DropLogBelow_EntriesNotYetInTheirFile_AreBroughtToTheDiskBeforeTheLogGoes()
    {
        // Nothing but the queue's own file can tell how far it had come once the log is gone.
        using var harness = new RetentionHarness();
        for (var i = 0; i < 7; i++)
        {
            harness.Put("Quiet", 0);
        }

        harness.FillTo(2 * FileBytes);
        new StorePruner(harness.Open.LogFiles, harness.Open.Queues, harness.Open.Keys).DropLogBelow(2 * FileBytes);

        harness.Reopen(isClean: false);

        harness.Open.Queues.Find("Quiet", 0)!.Bounds.ShouldBe(new(7, 7));
        harness.Put("Quiet", 0).QueueOffset.ShouldBe(7);
    }

    [Fact]
    public void Start_QueueIndexIsLost_RebuiltQueuesBeginAtTheLogsFirstMessages()
    {
        using var harness = Aged(out var left);
        harness.Keeper.Turn();
        File.Delete(Path.Combine(harness.Folder, "queues.json"));
        File.Delete(Path.Combine(harness.Folder, "queues.json.bak"));
        Directory.Delete(Path.Combine(harness.Folder, "consumequeue", "T"), recursive: true);

        harness.Reopen(isClean: false);

        ShouldGoOn(harness, left);
    }

    /// <summary>Five files, of which the first three are due; gives the queue offsets of the others.</summary>
    private static RetentionHarness Aged(out long[] left)
    {
        var harness = new RetentionHarness();
        harness.FillTo(3 * FileBytes);
        harness.Clock.Advance(TimeSpan.FromHours(72));
        harness.FillTo(5 * FileBytes);
        harness.Open.Flusher!.FlushAll();
        left = [.. harness.Stored.Where(put => put.PhysicalOffset >= 3 * FileBytes).Select(put => put.QueueOffset)];
        return harness;
    }

    private static void ShouldGoOn(RetentionHarness harness, long[] left)
    {
        harness.Open.Log.MinOffset.ShouldBe(3 * FileBytes);
        harness.Open.Queues.Find("T", 0)!.Bounds.ShouldBe(new(left[0], left[^1] + 1));
        harness.ReadAll("T", 0).ShouldBe(left);
        harness.Put("T", 0).QueueOffset.ShouldBe(left[^1] + 1);
    }
}
