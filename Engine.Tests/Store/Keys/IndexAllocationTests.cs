using Engine.Store.Keys;

namespace Engine.Tests.Store.Keys;

public sealed class IndexAllocationTests
{
    private const int WarmUp = 2_000;
    private const int Measured = 20_000;

    // Bytes per message. The smallest object has 24: less than one is what a new log file takes now and then.
    private const double NextToNothing = 1;

    [Theory]
    [InlineData(1, 4 * 1024)]
    [InlineData(3, 4 * 1024)]
    [InlineData(3, 32 * 1024 * 1024)]
    public void BuildSome_LogGrewMeanwhile_AllocatesNothingPerMessage(int topics, int recentBytes)
    {
        using var bench = new KeyBench(new IndexShape(5_000, 100_000), logFileBytes: 4 * 1024 * 1024, recentBytes);
        Write(bench, topics, WarmUp);
        bench.Build();
        Write(bench, topics, Measured);

        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Build();
        var perMessage = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Measured;

        bench.CountItems().ShouldBe(3 * (WarmUp + Measured));
        perMessage.ShouldBeLessThan(NextToNothing);
    }

    private static void Write(KeyBench bench, int topics, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var properties = $"UNIQ_KEY\u0001{i:X32}\u0002KEYS\u0001order-{i} customer-{i % 100}\u0002TAGS\u0001t";
            bench.Write($"topic-{i % topics}", properties, bodyBytes: 128);
        }
    }
}
