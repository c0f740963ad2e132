using Engine.Store.Files;
using Engine.Tests.Store.Retention;

namespace Engine.Tests.Store;

public sealed class StoreFlusherTests
{
    private const int Topics = 20;

    [Fact]
    public void Turn_OneQueueCannotBeWritten_WritesTheOthersAndNoCheckpoint()
    {
        using var harness = new RetentionHarness();
        PutIntoAll(harness);
        var (obstacle, checkpoint) = (Path.Combine(harness.Folder, "consumequeue", "T7"), Path.Combine(harness.Folder, "checkpoint"));
        File.WriteAllText(obstacle, "");

        // The queues are due at the first turn, the checkpoint at the second, before they are due again.
        harness.Clock.Advance(TimeSpan.FromSeconds(9.8));
        Should.Throw<IOException>(harness.Open.Flusher!.Turn).Message.ShouldContain(obstacle);
        Numbers(without: 7).ShouldAllBe(number => harness.QueueFiles($"T{number}", 0).Length == 1);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.3));
        Should.Throw<IOException>(harness.Open.Flusher!.Turn);

        File.Exists(checkpoint).ShouldBeFalse();
        File.Delete(obstacle);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        harness.Open.Flusher!.Turn();
        new StoreCheckpoint(checkpoint).ReadTime().ShouldBe(harness.Open.Appender.LastStoreTime);
        harness.QueueFiles("T7", 0).ShouldBe([0]);
    }

    [Fact]
    public void FlushAll_OneQueueCannotBeWritten_WritesTheOthersAndNoCheckpoint()
    {
        using var harness = new RetentionHarness();
        PutIntoAll(harness);
        File.WriteAllText(Path.Combine(harness.Folder, "consumequeue", "T3"), "");

        Should.Throw<IOException>(harness.Open.Flusher!.FlushAll);

        Numbers(without: 3).ShouldAllBe(number => harness.QueueFiles($"T{number}", 0).Length == 1);
        File.Exists(Path.Combine(harness.Folder, "checkpoint")).ShouldBeFalse();
    }

    private static IEnumerable<int> Numbers(int without) => Enumerable.Range(0, Topics).Where(number => number != without);

    private static void PutIntoAll(RetentionHarness harness)
    {
        for (var number = 0; number < Topics; number++)
        {
            harness.Put($"T{number}", 0);
        }
    }
}
