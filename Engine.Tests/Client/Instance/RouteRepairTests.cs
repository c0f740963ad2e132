using Engine.Client.Instance;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Instance;

[Trait("Behaviour", "G3")]
public sealed class RouteRepairTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void TryBegin_TroubleThatGoesOn_GrowsRarer()
    {
        var repair = new RouteRepair(_clock);
        var begun = new List<int>();

        for (var second = 0; second < 100; second++)
        {
            if (repair.TryBegin())
                begun.Add(second);

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        begun.ShouldBe([0, 1, 3, 7, 15, 31, 61, 91]);
    }

    [Fact]
    public void TryBegin_ManyAtOnce_BeginsOnce()
    {
        var repair = new RouteRepair(_clock);

        Enumerable.Range(0, 100).Count(_ => repair.TryBegin()).ShouldBe(1);
    }

    [Fact]
    public void Reset_TheNextTroubleIsRepairedAtOnce()
    {
        var repair = new RouteRepair(_clock);
        repair.TryBegin().ShouldBeTrue();

        repair.Reset();

        repair.TryBegin().ShouldBeTrue();
    }
}
