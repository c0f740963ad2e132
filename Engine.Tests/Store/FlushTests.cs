namespace Engine.Tests.Store;

public sealed class FlushTests
{
    [Fact]
    public async Task FlushLoop_AfterTenSeconds_HasWrittenQueuesAndCheckpoint()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "x");
        var checkpoint = Path.Combine(harness.Folder, "checkpoint");
        var bound = TimeProvider.System.GetTimestamp();

        // Every advance arms one more turn; the loop takes it on a thread of its own.
        while (!File.Exists(checkpoint))
        {
            TimeProvider.System.GetElapsedTime(bound).ShouldBeLessThan(TimeSpan.FromSeconds(30), "expected a checkpoint after 20 turns");
            await harness.Clock.WaitForTimersAsync(1);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        File.Exists(harness.QueueFile("T", 0, 0)).ShouldBeTrue();
    }
}
