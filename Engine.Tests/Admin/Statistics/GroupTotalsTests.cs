using Engine.Admin.Statistics;

namespace Engine.Tests.Admin.Statistics;

public sealed class GroupTotalsTests
{
    [Fact]
    public void Of_NoQueues_KnowsNothing() => GroupTotals.Of([]).ShouldBe(new GroupTotals(null, 0, null, null));

    [Fact]
    public void Of_AllUnknown_CountsThemAndSumsNothing() =>
        GroupTotals.Of([new(null, null, null), new(null, null, null)]).ShouldBe(new GroupTotals(null, 2, null, null));

    [Fact]
    public void Of_SomeUnknown_SumsTheKnownAndCountsTheRest() =>
        GroupTotals.Of([new(5, 1.5, null), new(null, null, 2), new(0, 0, 0.5)]).ShouldBe(new GroupTotals(5, 1, 1.5, 2.5));

    [Fact]
    public void Of_ZeroLags_IsZeroAndNotUnknown() => GroupTotals.Of([new(0, 0, 0)]).ShouldBe(new GroupTotals(0, 0, 0, 0));
}
