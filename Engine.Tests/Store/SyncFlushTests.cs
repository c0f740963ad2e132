using Engine.Store;

namespace Engine.Tests.Store;

public sealed class SyncFlushTests
{
    [Fact]
    public async Task Append_FlushSync_ReturnsWithTheRecordOnTheDisk()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);

        for (var number = 0; number < 5; number++)
        {
            var put = harness.Put("Orders", 0, "hello");
            harness.Store.FlushedPhysicalOffset.ShouldBe(put.EndOffset);
        }

        var batch = harness.Store.AppendBatch(StoreHarness.Message("Orders", 0, ""), StoreHarness.Batch("a", "b"));
        harness.Store.FlushedPhysicalOffset.ShouldBe(batch.EndOffset);
    }

    [Fact]
    public async Task Append_MessageDoesNotWait_ReturnsBeforeTheFlush()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);

        var put = harness.Store.Append(StoreHarness.Message("Orders", 0, "hello") with { Properties = "WAIT\u0001false" });

        put.Status.ShouldBe(PutStatus.PutOk);
        harness.Store.FlushedPhysicalOffset.ShouldBeLessThan(put.EndOffset);
    }

    [Fact]
    public async Task Append_FlushAsync_ReturnsBeforeTheFlush()
    {
        await using var harness = await StoreHarness.StartAsync();

        var put = harness.Put("Orders", 0, "hello");

        harness.Store.FlushedPhysicalOffset.ShouldBeLessThan(put.EndOffset);
    }

    [Fact]
    public async Task Append_ManyThreads_EachFindsItsRecordOnTheDisk()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);

        var late = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            Enumerable.Range(0, 50).Count(_ => harness.Put("Orders", thread, "hello").EndOffset > harness.Store.FlushedPhysicalOffset))));

        late.ShouldAllBe(count => count == 0);
    }
}
