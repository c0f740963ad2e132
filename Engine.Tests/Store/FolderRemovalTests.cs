using Engine.Store.Files;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store;

/// <summary>A queue's folder goes as one: a crash while it is removed leaves no queue with a part of its messages.</summary>
public sealed class FolderRemovalTests
{
    [Fact]
    public void Remove_LeftoverOfAnEarlierTry_GoesToo()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.File("0"));
        Fill(folder.File("0.deleted"));

        FolderRemoval.Remove(folder.File("0"));
        FolderRemoval.Remove(folder.File("1"));

        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_RemovalOfAQueueWasInterrupted_MakesItAnewFromTheLogAndDropsTheRest(bool clean)
    {
        await using var harness = await StoreHarness.StartAsync(queueFileBytes: 400);
        for (var i = 0; i < 100; i++)
            harness.Put("T", 0, $"m{i}");

        await harness.RestartAsync();
        var queue = Path.Combine(harness.Folder, "consumequeue", "T", "0");
        await harness.RestartAsync(clean, () =>
        {
            Directory.Move(queue, queue + ".deleted");
            File.Delete(Directory.GetFiles(queue + ".deleted").Order(StringComparer.Ordinal).Last());
        });

        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 100).Select(i => $"m{i}"));
        Directory.Exists(queue + ".deleted").ShouldBeFalse();
    }

    [Fact]
    public async Task Start_RemovalOfATopicWasInterrupted_StaysDeleted()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "old");
        harness.Store.DeleteQueues("T");
        var topic = Path.Combine(harness.Folder, "consumequeue", "T");

        await harness.RestartAsync(clean: false, () => Fill(Path.Combine(topic + ".deleted", "0")));

        Directory.Exists(topic + ".deleted").ShouldBeFalse();
        harness.Store.Queues.ShouldBeEmpty();
        harness.Put("T", 0, "new").QueueOffset.ShouldBe(0);
    }

    [Fact]
    public async Task DeleteQueues_FolderCannotBeEmptied_TheQueueIsGoneAndTheFolderGoesLater()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "old");
        harness.Put("T", 1, "old");
        await harness.RestartAsync();
        var topic = Path.Combine(harness.Folder, "consumequeue", "T");
        LongPath.FillUp(topic);

        harness.Store.DeleteQueues("T");

        harness.Store.Queues.ShouldBeEmpty();
        Directory.Exists(topic).ShouldBeFalse();
        harness.Log.Lines.ShouldContain(line => line.Contains("cannot be emptied", StringComparison.Ordinal)
            && line.Contains($"{topic}.deleted", StringComparison.Ordinal));
        harness.Put("T", 0, "new").QueueOffset.ShouldBe(0);

        // Another deletion finds the first one's rest in its way; a start does not end at it.
        harness.Store.DeleteQueues("T");
        harness.Store.Queues.ShouldBeEmpty();
        harness.Put("T", 0, "newer").QueueOffset.ShouldBe(0);
        await harness.RestartAsync();
        harness.ReadAll("T", 0).ShouldBe(["newer"]);

        LongPath.Free(topic + ".deleted", harness.Folder);
        await harness.RestartAsync();

        Directory.GetDirectories(Path.GetDirectoryName(topic)!).ShouldBe([topic]);
    }

    private static void Fill(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "00000000000000000000"), "x");
    }
}
