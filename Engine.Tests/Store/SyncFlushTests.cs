using Engine.Store;

namespace Engine.Tests.Store;

public sealed class SyncFlushTests
{
    [Fact]
    public async Task MakeSafeAsync_FlushSync_EndsWithTheRecordOnTheDisk()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);

        for (var number = 0; number < 5; number++)
        {
            var put = await harness.PutSafeAsync(StoreHarness.Message("Orders", 0, "hello"));
            put.Status.ShouldBe(PutStatus.PutOk);
            harness.Store.FlushedPhysicalOffset.ShouldBe(put.EndOffset);
        }

        var template = StoreHarness.Message("Orders", 0, "");
        var batch = harness.Store.AppendBatch(template, StoreHarness.Batch("a", "b"));
        await harness.Store.MakeSafeAsync(batch, template, CancellationToken.None);
        harness.Store.FlushedPhysicalOffset.ShouldBe(batch.EndOffset);
    }

    [Fact]
    public async Task MakeSafeAsync_MessageDoesNotWait_IsDoneBeforeTheFlush()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);
        var message = StoreHarness.Message("Orders", 0, "hello") with { WaitStoreMsgOk = false };

        var put = await harness.PutSafeAsync(message);

        put.Status.ShouldBe(PutStatus.PutOk);
        harness.Store.FlushedPhysicalOffset.ShouldBeLessThan(put.EndOffset);
    }

    [Fact]
    public async Task MakeSafeAsync_FlushAsync_IsDoneBeforeTheFlush()
    {
        await using var harness = await StoreHarness.StartAsync();

        var put = await harness.PutSafeAsync(StoreHarness.Message("Orders", 0, "hello"));

        harness.Store.FlushedPhysicalOffset.ShouldBeLessThan(put.EndOffset);
    }

    [Fact]
    public async Task MakeSafeAsync_Refused_IsDoneWithTheRefusal()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);

        var put = await harness.PutSafeAsync(StoreHarness.Message("../evil", 0, "hello"));

        put.Status.ShouldBe(PutStatus.MessageIllegal);
    }

    [Fact]
    public async Task StopAsync_SendersWait_AllAreAnsweredAndTheStopFlushed()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);
        var waits = Enumerable.Range(0, 100).Select(_ => harness.PutSafeAsync(StoreHarness.Message("Orders", 0, "hello"))).ToArray();

        await harness.Store.StopAsync(CancellationToken.None);

        (await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(20))).ShouldAllBe(put => put.Status == PutStatus.PutOk);
        var message = StoreHarness.Message("Orders", 0, "late");
        (await harness.PutSafeAsync(message)).Status.ShouldBe(PutStatus.ServiceNotAvailable);
    }

    [Fact]
    public async Task MakeSafeAsync_ManySenders_EachFindsItsRecordOnTheDisk()
    {
        await using var harness = await StoreHarness.StartAsync(flushSync: true);

        var late = await Task.WhenAll(Enumerable.Range(0, 8).Select(queue => Task.Run(async () =>
        {
            var count = 0;
            for (var number = 0; number < 50; number++)
            {
                var put = await harness.PutSafeAsync(StoreHarness.Message("Orders", queue, "hello"));
                count += put.EndOffset > harness.Store.FlushedPhysicalOffset ? 1 : 0;
            }

            return count;
        })));

        late.ShouldAllBe(count => count == 0);
    }
}
