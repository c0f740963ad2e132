using Engine.Store;

namespace Engine.Tests.Store;

/// <summary>
/// Disks that really are full, read-only or gone. Where mounting is not allowed these are skipped; <see cref="FileSizeLimitTests"/>
/// needs no rights.
/// </summary>
public sealed class SmallDiskTests
{
    private const int DiskKiB = 4 * 1024;
    private const int BallastKiB = 512;
    private const int BodyBytes = 8 * 1024;
    private const long LogFileBytes = 256 * 1024;
    private const int BlockDiskKiB = 6 * 1024;
    private const long BlockLogFileBytes = 1024 * 1024;
    private const int MostSmall = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [SmallDiskFact]
    public async Task Append_DiskFull_IsRefusedNamingItAndAcceptedWhenThereIsRoom()
    {
        using var disk = SmallDisk.Mount(DiskKiB);
        await using var harness = await StartAsync(disk);
        disk.Load(BallastKiB);
        var stored = Fill(harness, out var refused);

        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark!.ShouldStartWith("The disk refuses writes: No space left on device");
        refused.Remark!.ShouldContain(disk.Store);
        harness.ReadAll("T", 0).ShouldBe(Bodies(stored));

        harness.Store.WriteStop.ShouldBe(refused.Remark);

        // The next look at the disk says how full it is.
        await UntilAsync(harness, () => Remark(harness)?.StartsWith($"The disk of {disk.Store} is ", StringComparison.Ordinal) == true);
        Remark(harness)!.ShouldContain("messages are refused. Make room on that disk");
        harness.Store.WriteStop.ShouldBe(Remark(harness));

        disk.Unload();
        await UntilAsync(harness, () => harness.Store.Append(Message(stored)).IsStored);
        harness.Store.WriteStop.ShouldBeNull();
        harness.ReadAll("T", 0).ShouldBe(Bodies(stored + 1));

        // As many as the disk was full: a message small enough for what is left is taken in between.
        Said(harness, "The disk refuses writes").ShouldBe(Said(harness, "accepts writes again"));
    }

    [BlockDiskFact]
    public async Task Append_SmallMessagesUntilTheDiskIsFull_AreRefusedAndAllAcknowledgedAreThere()
    {
        using var disk = SmallDisk.MountBlocks(BlockDiskKiB);
        await using var harness = await StoreHarness.StartAsync(
            BlockLogFileBytes, change: options => options with { Folder = disk.Store, RetentionHours = 0 });
        disk.Load(BallastKiB);
        var stored = 0;
        PutResult last;
        while ((last = harness.Store.Append(StoreHarness.Message("T", 0, $"{stored}"))).IsStored && stored < MostSmall)
            stored++;

        last.Remark!.ShouldContain("No space left on device");
        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, stored).Select(number => $"{number}"));

        await harness.RestartAsync(clean: false, disk.Unload);
        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, stored).Select(number => $"{number}"));
        harness.Store.Append(StoreHarness.Message("T", 0, "more")).IsStored.ShouldBeTrue();
    }

    [SmallDiskTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_AfterTheDiskWasFull_HasEverythingAcknowledged(bool clean)
    {
        using var disk = SmallDisk.Mount(DiskKiB);
        await using var harness = await StartAsync(disk);
        disk.Load(BallastKiB);
        var stored = Fill(harness, out _);
        if (clean)
            await Should.ThrowAsync<IOException>(() => harness.Store.StopAsync(CancellationToken.None));

        await harness.Store.DisposeAsync();
        var full = await Should.ThrowAsync<StoreException>(() => harness.RestartAsync(clean: false));
        full.Message.ShouldContain(disk.Store);
        full.Message.ShouldContain("No space left on device");

        await harness.RestartAsync(clean: false, disk.Unload);
        harness.ReadAll("T", 0).ShouldBe(Bodies(stored));
        harness.Store.Append(Message(stored)).IsStored.ShouldBeTrue();
        await harness.RestartAsync();
        harness.ReadAll("T", 0).ShouldBe(Bodies(stored + 1));
    }

    [SmallDiskFact]
    public async Task Start_DiskReadOnly_IsRefusedNamingTheFolder()
    {
        using var disk = SmallDisk.Mount(DiskKiB);
        await using var harness = await StartAsync(disk);
        for (var i = 0; i < 3; i++)
            harness.Store.Append(Message(i)).IsStored.ShouldBeTrue();

        var refused = await Should.ThrowAsync<StoreException>(() => harness.RestartAsync(between: () => disk.Remount(readOnly: true)));

        refused.Message.ShouldStartWith($"The store's folder {disk.Store} cannot be used: Read-only file system");
        await harness.RestartAsync(between: () => disk.Remount(readOnly: false));
        harness.ReadAll("T", 0).ShouldBe(Bodies(3));
        harness.Store.Append(Message(3)).IsStored.ShouldBeTrue();
    }

    [SmallDiskFact]
    public async Task Append_LogFolderTurnsReadOnly_IsRefusedAtTheNextFileAndGoesOnAfterwards()
    {
        using var disk = SmallDisk.Mount(DiskKiB);
        await using var harness = await StartAsync(disk);
        harness.Store.Append(Message(0)).IsStored.ShouldBeTrue();
        var folder = Path.Combine(disk.Store, "commitlog");
        disk.Lock(folder);
        var stored = Fill(harness, out var refused, from: 1);

        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark!.ShouldStartWith("The disk refuses writes: Read-only file system");
        refused.Remark!.ShouldContain(folder);
        harness.ReadAll("T", 0).ShouldBe(Bodies(stored));

        disk.Unlock();
        harness.Store.Append(Message(stored)).IsStored.ShouldBeTrue();
        await harness.RestartAsync(clean: false);
        harness.ReadAll("T", 0).ShouldBe(Bodies(stored + 1));
    }

    [SmallDiskFact]
    public async Task Append_DiskTakenAway_IsRefusedUntilTheRestartWithIt()
    {
        using var disk = SmallDisk.Mount(DiskKiB);
        await using var harness = await StartAsync(disk);
        var stored = 0;
        harness.Store.Append(Message(stored++)).IsStored.ShouldBeTrue();
        disk.TakeAway();
        await UntilAsync(harness, () => Remark(harness) is not null);

        Remark(harness)!.ShouldStartWith($"The folder {Path.Combine(disk.Store, "commitlog")} is gone while the store is open");
        disk.BringBack();
        Remark(harness).ShouldNotBeNull("what comes back may be another disk");

        await harness.RestartAsync(clean: false);
        harness.ReadAll("T", 0)[..stored].ShouldBe(Bodies(stored));
        harness.Store.Append(Message(stored)).IsStored.ShouldBeTrue();
    }

    private static Task<StoreHarness> StartAsync(SmallDisk disk) => StoreHarness.StartAsync(
        LogFileBytes, change: options => options with { Folder = disk.Store, RetentionHours = 0 });

    // Bounded: twice what the disk could hold.
    private static int Fill(StoreHarness harness, out PutResult refused, int from = 0)
    {
        for (var number = from; number < 2 * DiskKiB * 1024 / BodyBytes; number++)
        {
            refused = harness.Store.Append(Message(number));
            if (!refused.IsStored)
                return number;
        }

        throw new InvalidOperationException("The disk took more than it has room for.");
    }

    // Why nothing is stored; null when it is, in a queue of its own.
    private static string? Remark(StoreHarness harness) => harness.Store.Append(StoreHarness.Message("Other", 0, "x")).Remark;

    private static int Said(StoreHarness harness, string what) =>
        harness.Log.Lines.Count(line => line.Contains(what, StringComparison.Ordinal));

    private static StoreMessage Message(int number) => StoreHarness.Message("T", 0, Body(number));

    private static string Body(int number) => $"{number}".PadRight(BodyBytes, '.');

    private static IEnumerable<string> Bodies(int count) => Enumerable.Range(0, count).Select(Body);

    // Turn by turn of the flush duty, and so to the look at the disk too.
    private static async Task UntilAsync(StoreHarness harness, Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, "the store should have noticed");
            await harness.Clock.WaitForTimersAsync(1);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }
}
