using Engine.Broker.Retries;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Broker.Retries;

[Trait("Behaviour", "D6")]
public sealed class RetryPlanTests
{
    [Theory]
    [InlineData(0, 16, 0, 3)]
    [InlineData(1, 16, 0, 4)]
    [InlineData(15, 16, 0, 18)]
    [InlineData(0, 16, 1, 1)]
    [InlineData(15, 16, 7, 7)]
    [InlineData(20, 30, 0, 23)]
    [InlineData(int.MaxValue - 1, int.MaxValue, 0, int.MaxValue)]
    public void Of_RetriesAreLeft_WaitsOneLevelMoreEachTime(int reconsumeTimes, int max, int asked, int level) =>
        RetryPlan.Of(reconsumeTimes, max, asked).ShouldBe(new RetryPlan(false, level));

    [Theory]
    [InlineData(16, 16, 0)]
    [InlineData(16, 16, 5)]
    [InlineData(17, 16, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 16, -1)]
    public void Of_TriedOftenEnoughOrNotAtAll_IsADeadLetter(int reconsumeTimes, int max, int asked) =>
        RetryPlan.Of(reconsumeTimes, max, asked).ShouldBe(new RetryPlan(true, 0));

    [Theory]
    [InlineData(16, 409, null, 16)]
    [InlineData(16, 409, 3, 3)]
    [InlineData(16, 121, 0, 0)]
    [InlineData(16, 120, 3, 16)]
    public void MaxReconsumeTimes_ClientsOwnLimit_CountsFromItsVersionOn(int group, int version, int? asked, int expected) =>
        RetryPlan.MaxReconsumeTimes(group, version, asked).ShouldBe(expected);

    [Fact]
    public void Of_Any_EndsInTheDeadLettersExactlyAfterTheLimit() =>
        Prop.ForAll(
            Gen.Choose(0, 40).ToArbitrary(),
            limit => Enumerable.Range(0, limit + 2).All(times => RetryPlan.Of(times, limit, 0).IsDeadLetter == times >= limit))
            .QuickCheckThrowOnFailure();
}
