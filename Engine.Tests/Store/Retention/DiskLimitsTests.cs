using Engine.Store.Retention;

namespace Engine.Tests.Store.Retention;

public sealed class DiskLimitsTests
{
    private const long MiB = 1024 * 1024;
    private const long SegmentBytes = 64 * MiB;

    /// <summary>Ratios count only where few log files still fit.</summary>
    [Theory]
    [InlineData(0.99, 4096, DiskLevel.Enough)]
    [InlineData(0.74, 10, DiskLevel.Enough)]
    [InlineData(0.75, 4095, DiskLevel.Warn)]
    [InlineData(0.84, 10, DiskLevel.Warn)]
    [InlineData(0.95, 1024, DiskLevel.Warn)]
    [InlineData(0.85, 1023, DiskLevel.DeleteEarly)]
    [InlineData(0.89, 10, DiskLevel.DeleteEarly)]
    [InlineData(0.95, 256, DiskLevel.DeleteEarly)]
    [InlineData(0.90, 255, DiskLevel.Refuse)]
    [InlineData(1.00, 0, DiskLevel.Refuse)]
    public void LevelOf_RatioAndRoom_BothMustBeReached(double used, long freeMiB, object expected) =>
        new DiskLimits().LevelOf(Space(used, freeMiB), SegmentBytes, isRefusing: false).ShouldBe((DiskLevel)expected);

    [Theory]
    [InlineData(0.90, 256, DiskLevel.Refuse)]
    [InlineData(0.895, 255, DiskLevel.Refuse)]
    [InlineData(0.90, 320, DiskLevel.DeleteEarly)]
    [InlineData(0.889, 255, DiskLevel.DeleteEarly)]
    public void LevelOf_RefusingAlready_NeedsALittleMoreRoomToEnd(double used, long freeMiB, object expected) =>
        new DiskLimits().LevelOf(Space(used, freeMiB), SegmentBytes, isRefusing: true).ShouldBe((DiskLevel)expected);

    private static DiskSpace Space(double used, long freeMiB) =>
        freeMiB == 0 ? new DiskSpace(MiB, 0) : new DiskSpace((long)Math.Ceiling(used / (1 - used) * freeMiB * MiB), freeMiB * MiB);
}
