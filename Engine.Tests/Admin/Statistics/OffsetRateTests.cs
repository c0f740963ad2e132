using Engine.Admin.Statistics;

namespace Engine.Tests.Admin.Statistics;

public sealed class OffsetRateTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string, (double Second, long? Offset)[], double?> Cases => new()
    {
        { "no sample", [], null },
        { "one sample", [(0, 5)], null },
        { "closer than 1 s", [(0, 5), (0.999, 15)], null },
        { "exactly 1 s", [(0, 5), (1, 15)], 10 },
        { "standing still", [(0, 5), (5, 5)], 0 },
        { "samples between do not matter", [(0, 0), (1, 70), (4, 80)], 20 },
        { "10 s back still counts", [(0, 0), (10, 100)], 10 },
        { "older than 10 s does not", [(0, 0), (5, 1000), (10.5, 1011)], 2 },
        { "only older than 10 s", [(0, 0), (10.001, 100)], null },
        { "reset starts anew", [(0, 1000), (1, 1100), (2, 10), (3, 30), (4, 40)], 15 },
        { "just after a reset", [(0, 1000), (1, 1100), (2, 10)], null },
        { "newest unknown", [(0, 0), (1, 10), (2, null)], null },
        { "unknown between starts anew", [(0, 0), (1, null), (2, 10), (3, 15)], 5 },
        { "clock went back", [(10, 0), (2, 10), (4, 30)], 10 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void PerSecond_Samples_IsTheGrowthOverTheWindow(string because, (double Second, long? Offset)[] samples, double? rate)
    {
        var series = samples.Select(sample => new OffsetSample(Start.AddSeconds(sample.Second), sample.Offset)).ToArray();

        OffsetRate.PerSecond(series).ShouldBe(rate, because);
    }

    public static TheoryData<string, (double Second, long? Offset)[], double, double?> Resets => new()
    {
        { "forward, one sample after it", [(0, 0), (1, 10), (2, 5000)], 1.5, null },
        { "forward, samples after it too close", [(0, 0), (1, 10), (2, 5000), (2.9, 5009)], 1.5, null },
        { "forward, 1 s after it", [(0, 0), (1, 10), (2, 5000), (3, 5010)], 1.5, 10 },
        { "back, one sample after it", [(0, 5000), (1, 5010), (2, 100)], 1.5, null },
        { "back and caught up before it was seen", [(0, 0), (1, 10), (2, 30), (3, 40)], 1.5, 10 },
        { "the broker tells whole milliseconds", [(0, 0), (1, 10), (2, 5000), (4, 5010)], 0.9995, 5 },
        { "not seen yet", [(0, 0), (1, 10)], 1.5, null },
        { "long ago", [(0, 0), (10, 100)], -60, 10 },
    };

    [Theory]
    [MemberData(nameof(Resets))]
    public void PerSecond_Reset_StartsAnewInBothDirections(
        string because, (double Second, long? Offset)[] samples, double resetAt, double? rate)
    {
        var series = samples.Select(sample => new OffsetSample(Start.AddSeconds(sample.Second), sample.Offset)).ToArray();

        OffsetRate.PerSecond(series, Start.AddSeconds(resetAt)).ShouldBe(rate, because);
    }
}
