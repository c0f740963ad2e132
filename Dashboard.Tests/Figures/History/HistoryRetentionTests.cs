using Dashboard.Figures.History;

namespace Dashboard.Tests.Figures.History;

public sealed class HistoryRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly HistoryRetention Week = new(TimeSpan.FromDays(7));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(15, 0)]
    [InlineData(16, 1)]
    [InlineData(6 * 60, 1)]
    [InlineData((6 * 60) + 1, 2)]
    [InlineData(30 * 24 * 60, 2)]
    public void TierFor_RangeOfMinutes_IsTheFinestThatReachesBack(int minutes, int tier) =>
        Week.TierFor(Now.AddMinutes(-minutes), Now).Number.ShouldBe(tier);

    [Fact]
    public void OldestChunk_EachTier_HoldsTheOldestThatIsKept()
    {
        Week.OldestChunk(HistoryTier.Seconds, Now).ShouldBe(HistoryTier.Seconds.ChunkOf(Now.AddMinutes(-15)));
        Week.OldestChunk(HistoryTier.TenSeconds, Now).ShouldBe(HistoryTier.TenSeconds.ChunkOf(Now.AddHours(-6)));
        Week.OldestChunk(HistoryTier.Minutes, Now).ShouldBe(HistoryTier.Minutes.ChunkOf(Now.AddDays(-7)));
    }

    [Fact]
    public void After_TooManyBytes_KeepsAllShorterUntilThereIsRoomAgain()
    {
        var shorter = Week.After(used: 101, allowed: 100);
        shorter.Kept(HistoryTier.Minutes).ShouldBe(TimeSpan.FromDays(7 * 0.8));
        shorter.Kept(HistoryTier.Seconds).ShouldBe(TimeSpan.FromMinutes(12));

        shorter.After(used: 90, allowed: 100).ShouldBe(shorter, "neither too much nor room to spare");
        shorter.After(used: 10, allowed: 100).Share.ShouldBeGreaterThan(shorter.Share);
        Week.After(used: 10, allowed: 100).ShouldBe(Week);
    }

    [Fact]
    public void After_TooManyBytesForEver_KeepsALittle() =>
        Enumerable.Range(0, 100).Aggregate(Week, (kept, _) => kept.After(101, 100)).Share.ShouldBe(0.01);
}
