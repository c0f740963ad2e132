using Engine.Store;
using Engine.Store.Retention;

namespace Engine.Tests.Store.Retention;

public sealed class DiskWatchTests
{
    private const long FileBytes = RetentionHarness.LogFileBytes;

    // The fake disk has 1,000,000 bytes: of 4,096 each.
    private static readonly DiskLimits Limits = new() { WarnSegments = 30, DeleteSegments = 20, RefuseSegments = 10 };

    [Fact]
    public void Turn_DiskFillsAndEmpties_WarnsRefusesAndAcceptsAgainEachSaidOnce()
    {
        using var harness = new RetentionHarness(new RetentionLimits { Disk = Limits });
        harness.FillTo(2 * FileBytes);

        Turn(harness, free: 29 * FileBytes);
        Lines(harness).ShouldBe([$"Warning: The disk of {harness.Folder} is filling up"]);
        harness.Put("T", 0);

        Turn(harness, free: 9 * FileBytes);
        var refused = harness.TryPut("T", 0);
        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark!.ShouldStartWith($"The disk of {harness.Folder} is 96.3 % full, 0.0 MiB are free; messages are refused.");
        harness.ReadAll("T", 0).Count.ShouldBe(harness.Stored.Count);

        // A little room is not enough, or the answer would change with every round.
        Turn(harness, free: 10 * FileBytes);
        harness.TryPut("T", 0).Status.ShouldBe(PutStatus.ServiceNotAvailable);

        Turn(harness, free: 40 * FileBytes);
        harness.Put("T", 0);
        Lines(harness).ShouldBe(
        [
            $"Warning: The disk of {harness.Folder} is filling up",
            $"Error: The store takes no messages (DiskFull)",
            $"Information: The store takes messages again (DiskFull is over)",
            $"Information: The disk of {harness.Folder} has room again",
        ]);
    }

    [Fact]
    public void Turn_DiskNearlyFull_OldestFilesGoBeforeTheirTimeAndWritingGoesOn()
    {
        using var harness = new RetentionHarness(new RetentionLimits { Hours = 72, Disk = Limits });
        harness.FillTo(30 * FileBytes);

        Turn(harness, free: 8 * FileBytes);

        harness.LogFiles[0].ShouldBe(10 * FileBytes);
        harness.Log.Lines.ShouldContain(
            $"Warning: Deleted 10 log files before their time, the disk is nearly full; "
            + $"the log begins at offset {10 * FileBytes} now (10 by Disk)");
        harness.Put("T", 0);

        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(12 * FileBytes);
        harness.Keeper.Turn();
        harness.LogFiles[0].ShouldBe(12 * FileBytes);
    }

    [Fact]
    public void LookAtDisk_FullAtTheStart_RefusesBeforeTheFirstRound()
    {
        using var harness = new RetentionHarness(new RetentionLimits { Disk = Limits });
        harness.Disk.OthersBytes = 1_000_000;

        harness.Keeper.LookAtDisk();

        harness.TryPut("T", 0).Status.ShouldBe(PutStatus.ServiceNotAvailable);
        harness.Keeper.DiskUsed.ShouldBe(1);
    }

    [Fact]
    public void Turn_SystemDoesNotSay_IsToldOnceAndTheRestGoesOn()
    {
        using var harness = new RetentionHarness();
        harness.FillTo(2 * FileBytes);
        harness.Clock.Advance(TimeSpan.FromHours(72));
        harness.Disk.IsBroken = true;

        harness.Keeper.Turn();
        harness.Keeper.Turn();

        harness.LogFiles.ShouldBe([2 * FileBytes]);
        harness.Keeper.DiskUsed.ShouldBeNull();
        harness.Log.Lines.Count(line => line.Contains("cannot be found out")).ShouldBe(1);
    }

    [Fact]
    public void DriveSpace_RealFolder_SaysSomethingPossibleAndAMissingOneIsAnError()
    {
        var space = new DriveSpace().Measure(Path.GetTempPath());

        space.UsedRatio.ShouldBeInRange(0, 1);
        (space.UsedBytes + space.FreeBytes).ShouldBeGreaterThan(0);
        if (!OperatingSystem.IsWindows())
        {
            Should.Throw<IOException>(() => new DriveSpace().Measure(Path.Combine(Path.GetTempPath(), "no", "such", "folder")));
        }
    }

    private static void Turn(RetentionHarness harness, long free)
    {
        harness.Disk.FreeBytes = free;
        harness.Keeper.Turn();
    }

    /// <summary>What was said of the disk, without the figures.</summary>
    private static string[] Lines(RetentionHarness harness) =>
        [.. harness.Log.Lines.Where(line => line.Contains("disk") || line.Contains("messages")).Select(line => line.Split(": ") switch
        {
            [var level, var text, ..] => $"{level}: {text}",
            _ => line,
        })];
}
