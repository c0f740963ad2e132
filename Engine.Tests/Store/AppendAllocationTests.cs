using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Store;

public sealed class AppendAllocationTests
{
    private const int WarmUp = 2_000;
    private const int Measured = 20_000;
    private const int Rounds = 4;
    private const int BatchItems = 32;

    // Bytes per call. The smallest object has 24: less than one is what a new file or a flush takes now and then.
    private const double NextToNothing = 1;

    [Fact]
    public async Task Append_OneByOne_AllocatesNothingPerMessage()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 64 * 1024 * 1024, queueFileBytes: 6_000_000);
        var message = Message(128);

        var perCall = Measure(Measured, () => Expect(harness.Store.Append(message).IsStored));

        perCall.ShouldBeLessThan(NextToNothing);
    }

    [Fact]
    public async Task Append_LongPropertiesAndBody_AllocateNothingEither()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 512 * 1024 * 1024, queueFileBytes: 6_000_000);
        var message = Message(10_000) with { Properties = "KEYS\u0001" + new string('k', 8_000) };

        Measure(Measured, () => Expect(harness.Store.Append(message).IsStored)).ShouldBeLessThan(NextToNothing);
    }

    [Fact]
    public async Task AppendBatch_WithAndWithoutIds_AllocatesNothingPerMessage()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 512 * 1024 * 1024, queueFileBytes: 6_000_000);
        var template = Message(0) with { Properties = "CLUSTER\u0001c" };
        var batch = BatchBodyWriter.Encode(Enumerable.Range(0, BatchItems).Select(item =>
            (new Message { Topic = "T", Body = new byte[128] }, $"UNIQ_KEY\u0001{item:X32}")));
        var offsets = new long[BatchItems];

        Measure(Measured / 4, () => Expect(harness.Store.AppendBatch(template, batch, offsets).IsStored))
            .ShouldBeLessThan(NextToNothing);
        Measure(Measured / 4, () => Expect(harness.Store.AppendBatch(template, batch).IsStored)).ShouldBeLessThan(NextToNothing);
    }

    [Fact]
    public async Task MakeSafeAsync_NothingToWaitFor_AllocatesNothing()
    {
        await using var harness = await StoreHarness.StartAsync();
        var message = Message(128);
        var put = harness.Store.Append(message);

        Measure(Measured, () => Expect(harness.Store.MakeSafeAsync(put, message, default).IsCompletedSuccessfully))
            .ShouldBe(0);
    }

    // The least of some rounds: what the calls allocate shows in each. A collection that another thread asks for in the middle of a round
    // takes this thread the rest of its allocation buffer (8 KiB), which may then be counted as if it were used.
    private static double Measure(int calls, Action call)
    {
        for (var i = 0; i < WarmUp; i++)
            call();

        return Enumerable.Range(0, Rounds).Min(_ => MeasureRound(calls / Rounds, call));
    }

    private static double MeasureRound(int calls, Action call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
            call();

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    // Shouldly would allocate.
    private static void Expect(bool isTrue)
    {
        if (!isTrue)
            throw new InvalidOperationException("not stored");
    }

    private static StoreMessage Message(int bodyBytes) => new()
    {
        Topic = "T",
        QueueId = 1,
        Body = new byte[bodyBytes],
        Properties = $"UNIQ_KEY\u0001{1:X32}\u0002TAGS\u0001a",
        BornHost = HostAddress.Parse("10.0.0.1:50000"),
        BornTimestamp = 1_700_000_000_000,
    };
}
