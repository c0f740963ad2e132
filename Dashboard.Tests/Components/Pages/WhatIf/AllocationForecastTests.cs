using Dashboard.Components.Pages.WhatIf;
using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Tests.Components.Pages.WhatIf;

/// <summary>What each strategy would make of queues and members.</summary>
public sealed class AllocationForecastTests
{
    private static readonly string[] Complete = ["AVG", "AVG_BY_CIRCLE", "CONSISTENT_HASH", "MACHINE_ROOM_NEARBY-AVG"];

    [Fact]
    public void Of_AnyQueuesAndMembers_SharesAreDisjointAndCompleteWhereTheStrategyPromisesIt() => Prop.ForAll(
        Inputs().ToArbitrary(),
        input => AllocationForecast.Of(input).All(one =>
            one.Shares.Count == input.Members.Count
            && one.Shares.Sum(share => share.Queues) + one.Unassigned == input.Queues.Count
            && one.Unassigned >= 0
            && (one.Unassigned == 0 || !Complete.Contains(one.Name)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyQueuesAndMembers_GainsAndLossesAddUp() => Prop.ForAll(
        Inputs().ToArbitrary(),
        input => AllocationForecast.Of(input).All(one =>
        {
            var heldByMembers = input.Queues.Count(queue => queue.Owner is { } owner && input.Members.Contains(owner));
            var held = input.Queues.Count(queue => queue.Owner is not null);
            return one.Shares.Sum(share => share.Queues - share.Gained + share.Lost) == heldByMembers
                && (one.Moved ?? 0) == one.Shares.Sum(share => share.Lost) + held - heldByMembers;
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyQueues_EvenStrategiesDifferByOneQueuePerTopicAtMost() => Prop.ForAll(
        Inputs().ToArbitrary(),
        input => AllocationForecast.Of(input).Take(2).All(one =>
            one.Skew <= input.Queues.Select(queue => queue.Queue.Topic).Distinct().Count())).QuickCheckThrowOnFailure();

    [Fact]
    public void Owners_Avg_AreTheSharesOfTheStrategyItself()
    {
        var input = ForecastInput.Typed(queues: 5, consumers: 2);

        var owners = AllocationForecast.Owners(input, _ => new AllocateAveragely());

        owners.OrderBy(pair => pair.Key).Select(pair => pair.Value).ShouldBe(["new-01", "new-01", "new-01", "new-02", "new-02"]);
    }

    [Fact]
    public void Of_OneConsumerMore_CountsWhatMovesAgainstNow()
    {
        var queues = Enumerable.Range(0, 4)
            .Select(id => new ForecastQueue(new MessageQueue("orders", "broker-a", id), id < 2 ? "c1" : "c2"));

        var forecasts = AllocationForecast.Of(ForecastInput.Of("billing", queues, ["c2", "c1"], consumers: 4));

        var even = forecasts.Single(one => one.Name == "AVG");
        (even.Moved, even.Skew, even.Idle).ShouldBe((3, 0, 0));
        even.Shares.ShouldBe([new(1, 0, 1), new(1, 1, 2), new(1, 1, 0), new(1, 1, 0)]);
        var byHand = forecasts.Single(one => one.Name == "CONFIG");
        (byHand.Moved, byHand.Idle, byHand.Unassigned).ShouldBe((0, 2, 0));
        forecasts.Single(one => one.Name == "MACHINE_ROOM").Unassigned.ShouldBe(4, "no broker name carries a room");
    }

    [Fact]
    public void Of_FewerConsumersThanNow_LeavesTheFirstInTheirOrder()
    {
        var queue = new ForecastQueue(new MessageQueue("orders", "broker-a", 0), "c3");

        var input = ForecastInput.Of("billing", [queue], ["c3", "c1", "c2"], consumers: 2);

        input.Members.ShouldBe(["c1", "c2"]);
        AllocationForecast.Of(input)[0].Moved.ShouldBe(1);
    }

    [Fact]
    public void Of_NobodyReadsNow_WhatMovesIsUnknown() =>
        AllocationForecast.Of(ForecastInput.Typed(8, 3)).ShouldAllBe(one => one.Moved == null);

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(5, new[] { 3, 2 })]
    [InlineData(1024, new[] { 512, 512 })]
    public void Typed_Queues_LieHalfAndHalfOnTwoBrokers(int queues, int[] perBroker) =>
        ForecastInput.Typed(queues, 1).Queues.CountBy(queue => queue.Queue.BrokerName).Select(pair => pair.Value).ShouldBe(perBroker);

    private static Gen<ForecastInput> Inputs() =>
        from topics in Gen.Choose(1, 3)
        from brokers in Gen.Choose(1, 3)
        from queues in Gen.Choose(1, 9)
        from rooms in Gen.Elements(true, false)
        from members in Gen.Choose(0, 6)
        from consumers in Gen.Choose(1, 12)
        from owners in Gen.Choose(-1, members).ArrayOf(topics * brokers * queues)
        select ForecastInput.Of(
            "group",
            from topic in Enumerable.Range(0, topics)
            from broker in Enumerable.Range(0, brokers)
            from queue in Enumerable.Range(0, queues)
            let owner = owners[(((topic * brokers) + broker) * queues) + queue]
            select new ForecastQueue(
                new MessageQueue($"t{topic}", rooms ? $"room{broker}@b{broker}" : $"b{broker}", queue), owner < 0 ? null : $"c{owner}"),
            Enumerable.Range(0, members).Select(member => $"c{member}"),
            consumers);
}
