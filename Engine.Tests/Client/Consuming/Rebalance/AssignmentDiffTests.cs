using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Rebalance;

[Trait("Behaviour", "E4")]
public sealed class AssignmentDiffTests
{
    private static readonly MessageQueue Q0 = new("T", "broker-a", 0);
    private static readonly MessageQueue Q1 = new("T", "broker-a", 1);
    private static readonly MessageQueue Q2 = new("T", "broker-b", 0);
    private static readonly MessageQueue Other = new("U", "broker-a", 0);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Of_SomeLostSomeNew_NamesBoth()
    {
        var diff = AssignmentDiff.Of("T", Held(Q0, Q1, Other), [Q1, Q2]);

        diff.Lost.ShouldBe([Q0]);
        diff.Gained.ShouldBe([Q2]);
    }

    [Fact]
    public void Of_SameAssignment_IsEmpty() => AssignmentDiff.Of("T", Held(Q0, Q1), [Q1, Q0]).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Of_NotPulledFor120Seconds_IsMadeAnew()
    {
        var held = Held(Q0);
        _clock.Advance(TimeSpan.FromSeconds(121));

        var diff = AssignmentDiff.Of("T", held, [Q0]);

        diff.Lost.ShouldBe([Q0]);
        diff.Gained.ShouldBe([Q0]);
    }

    [Fact]
    public void Of_PulledJustNow_IsKept()
    {
        var held = Held(Q0);
        _clock.Advance(TimeSpan.FromSeconds(119));
        held[Q0].Activity.MarkPull();
        _clock.Advance(TimeSpan.FromSeconds(119));

        AssignmentDiff.Of("T", held, [Q0]).IsEmpty.ShouldBeTrue();
    }

    private Dictionary<MessageQueue, ProcessQueue> Held(params MessageQueue[] queues) =>
        queues.ToDictionary(queue => queue, _ => new ProcessQueue(_clock));
}
