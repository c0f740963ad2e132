using Engine.Store.Retention;

namespace Engine.Tests.Store.Retention;

public sealed class RetentionRuleTests
{
    private const long Hour = 3_600_000;
    private const long Now = 1_000 * Hour;
    private const long SegmentBytes = 100;

    /// <summary>Hours of age of the last message of each file, oldest first; the log has one file of 100 bytes more.</summary>
    [Theory]
    [InlineData("", 72, 0, 0)]
    [InlineData("80 71", 72, 0, 1)]
    [InlineData("72 71", 72, 0, 1)]
    [InlineData("71 90", 72, 0, 0)]
    [InlineData("90 80 73", 72, 0, 3)]
    [InlineData("9000 8000", 0, 0, 0)]
    [InlineData("5 4 3 2", 0, 300, 2)]
    [InlineData("5 4 3 2", 0, 500, 0)]
    [InlineData("5 4 3 2", 0, 1, 4)]
    [InlineData("80 4 3 2", 72, 400, 1)]
    [InlineData("80 4 3 2", 72, 300, 2)]
    [InlineData("99 98 97 96 95 94 93 92 91 90 89 88", 72, 0, 10)]
    public void Decide_AgeAndSize_TakesTheOldestFilesThatAreDue(string ages, int hours, long bytes, int expected)
    {
        var plan = Decide(ages, new RetentionLimits { Hours = hours, Bytes = bytes }, disk: null);

        plan.Reasons.Count.ShouldBe(expected);
        plan.Start.ShouldBe(expected * SegmentBytes);
    }

    [Fact]
    public void Decide_AgeAndSize_NamesTheReasonOfEachFile()
    {
        var plan = Decide("80 71 70", new RetentionLimits { Hours = 72, Bytes = 250 }, disk: null);

        plan.Reasons.ShouldBe([RetentionReason.Age, RetentionReason.Size]);
    }

    /// <summary>The disk has 10,000 bytes; files go early from 85 % and under 16 files (1,600 bytes) on.</summary>
    [Theory]
    [InlineData(1600, 72, 0, 0)]
    [InlineData(1501, 72, 0, 0)]
    [InlineData(1500, 72, 0, 1)]
    [InlineData(1450, 72, 0, 1)]
    [InlineData(1350, 72, 0, 2)]
    [InlineData(0, 72, 0, 4)]
    [InlineData(1350, 0, 100_000, 2)]
    [InlineData(0, 0, 0, 0)]
    public void Decide_DiskNearlyFull_TakesAsManyAsMakeRoomUnlessEverythingIsKept(long free, int hours, long bytes, int expected)
    {
        var plan = Decide("5 4 3 2", new RetentionLimits { Hours = hours, Bytes = bytes }, new DiskSpace(10_000 - free, free));

        plan.Reasons.ShouldBe(Enumerable.Repeat(RetentionReason.Disk, expected));
    }

    [Fact]
    public void Decide_FilesDueByAgeMakeRoom_TakesNoMoreForTheDisk()
    {
        var plan = Decide("90 80 3 2", new RetentionLimits { Hours = 72 }, new DiskSpace(8_600, 1_400));

        plan.Reasons.ShouldBe([RetentionReason.Age, RetentionReason.Age]);
    }

    [Fact]
    public void Decide_FirstFileStays_DoesNotReadTheOthers()
    {
        var read = 0;
        IEnumerable<LogSegment> Segments()
        {
            for (var i = 1; i <= 5; i++, read++)
            {
                yield return new LogSegment(i * SegmentBytes, SegmentBytes, Now);
            }
        }

        var facts = new RetentionFacts { Now = Now, Segments = Segments(), LogBytes = 600, SegmentBytes = SegmentBytes };
        new RetentionRule(new RetentionLimits { Hours = 72 }).Decide(facts);

        read.ShouldBe(0);
    }

    private static RetentionPlan Decide(string ages, RetentionLimits limits, DiskSpace? disk)
    {
        LogSegment[] segments =
        [
            .. ages.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select((age, index) => new LogSegment((index + 1) * SegmentBytes, SegmentBytes, Now - (long.Parse(age) * Hour))),
        ];
        return new RetentionRule(limits).Decide(new RetentionFacts
        {
            Now = Now,
            Segments = segments,
            LogBytes = (segments.Length + 1) * SegmentBytes,
            SegmentBytes = SegmentBytes,
            Disk = disk,
        });
    }
}
