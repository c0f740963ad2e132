using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Producing;

public sealed class QueueSelectorTests
{
    private static readonly MessageQueue[] Queues =
    [
        new("T", "broker-a", 0), new("T", "broker-a", 1), new("T", "broker-b", 0), new("T", "broker-b", 1),
    ];

    private readonly QueueSelector _selector = new(_ => 2);

    [Fact]
    public void Select_FirstAttempts_GoRound() =>
        Enumerable.Range(0, 8).Select(_ => _selector.Select(Queues, null)).Distinct().Count().ShouldBe(4);

    [Fact]
    public void Select_TwoTopicsInTurn_EachUsesAllItsQueues()
    {
        var others = Queues.Select(queue => queue with { Topic = "U" }).ToArray();
        var chosen = new HashSet<MessageQueue>();
        for (var i = 0; i < 4; i++)
        {
            chosen.Add(_selector.Select(Queues, null));
            chosen.Add(_selector.Select(others, null));
        }

        chosen.Count.ShouldBe(8);
    }

    [Fact]
    public void Select_AfterAFailure_PrefersAnotherBroker()
    {
        for (var i = 0; i < 8; i++)
            _selector.Select(Queues, "broker-a").BrokerName.ShouldBe("broker-b");
    }

    [Fact]
    public void Select_OneBrokerOnly_TakesItAgain() => _selector.Select(Queues[..2], "broker-a").BrokerName.ShouldBe("broker-a");

    [Fact]
    public void Select_CounterOverflows_GoesOn()
    {
        var selector = new QueueSelector(_ => int.MaxValue - 1);

        for (var i = 0; i < 4; i++)
            Queues.ShouldContain(selector.Select(Queues, null));
    }

    [Fact]
    public void Select_LatencyFaultsOn_PassesOverBrokersThatAreAvoided()
    {
        var (selector, faults) = WithFaults();
        faults.Report("broker-a", TimeSpan.FromSeconds(1), failed: false);

        var chosen = Enumerable.Range(0, 8).Select(_ => selector.Select(Queues, null)).ToArray();

        chosen.ShouldAllBe(queue => queue.BrokerName == "broker-b");
        chosen.Distinct().Count().ShouldBe(2, "the queues of the other one go on round");
    }

    [Fact]
    public void Select_LatencyFaultsOnAndNoneAvailable_TakesTheBetterHalf()
    {
        var (selector, faults) = WithFaults();
        faults.Report("broker-a", TimeSpan.FromSeconds(20), failed: false);
        faults.Report("broker-b", TimeSpan.FromSeconds(2), failed: false);

        for (var i = 0; i < 8; i++)
            selector.Select(Queues, "broker-b").BrokerName.ShouldBe("broker-b");
    }

    [Fact]
    public void Select_LatencyFaultsOnAndAllAvailable_PrefersAnotherBrokerThanTheLast()
    {
        var (selector, _) = WithFaults();

        for (var i = 0; i < 8; i++)
            selector.Select(Queues, "broker-a").BrokerName.ShouldBe("broker-b");
    }

    private static (QueueSelector Selector, LatencyFaultTable Faults) WithFaults()
    {
        var faults = new LatencyFaultTable(new ProducerOptions { Group = "p", SendLatencyFaultEnable = true }, new FakeTimeProvider());
        return (new QueueSelector(_ => 0, faults), faults);
    }
}
