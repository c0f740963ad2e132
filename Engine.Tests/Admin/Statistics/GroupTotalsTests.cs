using Engine.Admin.Statistics;

namespace Engine.Tests.Admin.Statistics;

public sealed class GroupTotalsTests
{
    [Fact]
    public void Of_NoQueues_KnowsNothing() => GroupTotals.Of([]).ShouldBe(new GroupTotals(null, 0, null, null, null, null, null, null));

    [Fact]
    public void Of_AllUnknown_CountsThemAndSumsNothing() =>
        GroupTotals.Of([new(null, null, null), new(null, null, null)])
            .ShouldBe(new GroupTotals(null, 2, null, null, null, null, null, QueueVerdict.Unknown));

    [Fact]
    public void Of_SomeUnknown_SumsTheKnownAndCountsTheRest() =>
        GroupTotals.Of(
            [
                new(5, 1.5, null, 3, 200, 7, QueueVerdict.Fine), new(null, null, 2), new(0, 0, 0.5, 4, 900, 0, QueueVerdict.Behind),
            ])
            .ShouldBe(new GroupTotals(5, 1, 1.5, 2.5, 7, 900, 7, QueueVerdict.Behind));

    [Fact]
    public void Of_ZeroLags_IsZeroAndNotUnknown() => 
        GroupTotals.Of([new(0, 0, 0, 0, 0, 0, QueueVerdict.Fine)]).ShouldBe(new GroupTotals(0, 0, 0, 0, 0, 0, 0, QueueVerdict.Fine));
}
