using Engine.Store;

namespace Engine.Tests.Store;

public sealed class DiskFailureTests
{
    [Fact]
    public async Task Append_NextFileCannotBeMade_AnswersServiceNotAvailableAndLeavesNoHalfState()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);
        harness.Put("T", 0, new string('a', 700));
        var (end, bounds) = (harness.Store.MaxPhysicalOffset, harness.Store.GetBounds("T", 0));
        var obstacle = Directory.CreateDirectory(harness.LogFile(1000));

        var big = StoreHarness.Message("T", 0, new string('b', 300));
        var refused = Enumerable.Range(0, 3).Select(_ => harness.Store.Append(big)).ToArray();

        refused.ShouldAllBe(put => put.Status == PutStatus.ServiceNotAvailable && put.Remark!.StartsWith("The disk refuses writes"));
        (harness.Store.MaxPhysicalOffset, harness.Store.GetBounds("T", 0)).ShouldBe((end, bounds));
        harness.Log.Lines.Count(line => line.Contains("refuses writes", StringComparison.Ordinal)).ShouldBe(1);
        harness.Put("T", 0, "small").QueueOffset.ShouldBe(1);

        obstacle.Delete();
        harness.Put("T", 0, new string('b', 300)).QueueOffset.ShouldBe(2);
        await harness.RestartAsync(clean: false);
        harness.ReadAll("T", 0).Select(body => body.Length).ShouldBe([700, 5, 300]);
    }

    [Fact]
    public async Task Append_QueueFileCannotBeMade_RefusesBeforeTheLogGrows()
    {
        // The queue's folder is a plain file: the first page of entries cannot be written out.
        await using var harness = await StoreHarness.StartAsync();
        Directory.CreateDirectory(Path.Combine(harness.Folder, "consumequeue"));
        var obstacle = Path.Combine(harness.Folder, "consumequeue", "T");
        await File.WriteAllTextAsync(obstacle, "");
        for (var i = 0; i < 204; i++)
        {
            harness.Put("T", 0, $"m{i}");
        }

        var end = harness.Store.MaxPhysicalOffset;
        harness.Store.Append(StoreHarness.Message("T", 0, "late")).Status.ShouldBe(PutStatus.ServiceNotAvailable);

        harness.Store.MaxPhysicalOffset.ShouldBe(end);
        harness.ReadAll("T", 0).Count.ShouldBe(204);
        File.Delete(obstacle);
        harness.Put("T", 0, "after").QueueOffset.ShouldBe(204);
    }

    [Fact]
    public async Task Append_LogFolderDeleted_IsRefusedWithinAFlushTurnUntilTheRestart()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "kept as long as the folder was");
        var folder = Path.Combine(harness.Folder, "commitlog");
        var aside = harness.Folder + "-aside";
        Directory.Move(folder, aside);
        var message = StoreHarness.Message("T", 0, "late");
        var bound = TimeProvider.System.GetTimestamp();
        while (harness.Store.Append(message) is { IsStored: true })
        {
            TimeProvider.System.GetElapsedTime(bound).ShouldBeLessThan(TimeSpan.FromSeconds(30), "expected a refusal after a flush turn");
            await harness.Clock.WaitForTimersAsync(1);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        var refused = harness.Store.Append(message);
        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark!.ShouldContain($"The folder {folder} is gone while the store is open");

        // An empty folder in its place is not the one that went.
        Directory.CreateDirectory(folder);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        harness.Store.Append(message).IsStored.ShouldBeFalse();

        await harness.RestartAsync(clean: false, between: () =>
        {
            Directory.Delete(folder, recursive: true);
            Directory.Move(aside, folder);
        });
        harness.ReadAll("T", 0)[0].ShouldBe("kept as long as the folder was");
        harness.Log.Lines.Count(line => line.Contains("takes no messages", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Append_LogFolderDeletedBeforeTheNextFile_DoesNotMakeItAnew()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);
        harness.Put("T", 0, new string('a', 700));
        var folder = Path.Combine(harness.Folder, "commitlog");
        Directory.Delete(folder, recursive: true);

        var refused = harness.Store.Append(StoreHarness.Message("T", 0, new string('b', 300)));

        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark!.ShouldContain(folder);
        Directory.Exists(folder).ShouldBeFalse();
    }
}
