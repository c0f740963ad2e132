using Dashboard.Components.Controls;
using Engine.Tests.Time;

namespace Dashboard.Tests.Components.Controls;

public sealed class RestingOrderTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RestingOrder<string> _order;

    public RestingOrderTests() => _order = new RestingOrder<string>(_clock);

    [Fact]
    public void Apply_NobodyPoints_TakesTheNewOrder()
    {
        Apply("a", "b").ShouldBe(["a", "b"]);
        Apply("b", "a").ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Apply_SomebodyPoints_KeepsPlacesAndPutsNewOnesLast()
    {
        Apply("a", "b", "c");
        _order.Engage();

        Apply("d", "c", "a").ShouldBe(["a", "c", "d"]);
    }

    [Fact]
    public void Apply_TwoSecondsAfterThePointerLeft_SortsAgain()
    {
        Apply("a", "b");
        _order.Engage();
        _order.Release();

        _clock.Advance(TimeSpan.FromMilliseconds(1999));
        Apply("b", "a").ShouldBe(["a", "b"]);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Apply("b", "a").ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Apply_OnDemand_SortsWhileSomebodyPoints()
    {
        Apply("a", "b");
        _order.Engage();
        _order.Demand();

        Apply("b", "a").ShouldBe(["b", "a"]);
        Apply("a", "b").ShouldBe(["b", "a"]);
    }

    private IReadOnlyList<string> Apply(params string[] sorted) => _order.Apply(sorted, key => key);
}
