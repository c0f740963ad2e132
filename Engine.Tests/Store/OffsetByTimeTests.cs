namespace Engine.Tests.Store;

public sealed class OffsetByTimeTests
{
    [Theory]
    [InlineData(-1000, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(10, 3)]
    [InlineData(11, 4)]
    [InlineData(20, 4)]
    [InlineData(21, 5)]
    public async Task SearchOffset_Times_GivesTheFirstMessageAtOrAfter(int afterStartMs, long expected)
    {
        // Three messages at 0, one at 10, one at 20 ms; other queues in between.
        await using var harness = await StoreHarness.StartAsync();
        var start = harness.Now;
        foreach (var (count, wait) in new[] { (3, 10), (1, 10), (1, 0) })
        {
            for (var i = 0; i < count; i++)
            {
                harness.Put("T", 0, "x");
                harness.Put("T", 1, "y");
            }

            harness.Clock.Advance(TimeSpan.FromMilliseconds(wait));
        }

        harness.Store.SearchOffset("T", 0, start + afterStartMs).ShouldBe(expected);
    }

    [Fact]
    public async Task SearchOffset_UnknownQueue_IsZero()
    {
        await using var harness = await StoreHarness.StartAsync();

        harness.Store.SearchOffset("T", 0, harness.Now).ShouldBe(0);
    }

    [Fact]
    public async Task GetStoreTime_InsideAndOutside_IsTimeOrMinusOne()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "x");
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        harness.Put("T", 0, "x");

        new[] { -1, 0, 1, 2 }.Select(offset => harness.Store.GetStoreTime("T", 0, offset))
            .ShouldBe([-1, harness.Now - 1000, harness.Now, -1]);
        harness.Store.GetStoreTime("Other", 0, 0).ShouldBe(-1);
    }
}
