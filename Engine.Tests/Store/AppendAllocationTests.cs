namespace Engine.Tests.Store;

public sealed class AppendAllocationTests
{
    [Fact]
    public async Task Append_WithoutANewFile_AllocatesNothing()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 4 * 1024 * 1024, queueFileBytes: 400_000);
        var message = StoreHarness.Message("T", 0, "body", "tag");
        Append(harness, message, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Append(harness, message, 1000);

        // Not a byte for a message; some for what the runtime does on this thread now and then.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private static void Append(StoreHarness harness, Engine.Store.StoreMessage message, int count)
    {
        for (var i = 0; i < count; i++)
        {
            harness.Store.Append(message);
        }
    }
}
