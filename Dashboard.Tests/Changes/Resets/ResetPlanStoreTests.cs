using Dashboard.Changes.Resets;
using Engine.Tests.Time;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetPlanStoreTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Find_BeforeAndAfterTenMinutes_KeepsThenForgets()
    {
        var store = new ResetPlanStore(_time);
        store.Keep(Plan("a"));

        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        store.Find("a").ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        store.Find("a").ShouldBeNull();
    }

    [Fact]
    public void Keep_OneMoreThanTheCapacity_ForgetsTheOldest()
    {
        var store = new ResetPlanStore(_time);
        for (var number = 0; number <= ResetPlanStore.Capacity; number++)
        {
            store.Keep(Plan($"{number}"));
        }

        store.Find("0").ShouldBeNull();
        store.Find("1").ShouldNotBeNull();
        store.Find($"{ResetPlanStore.Capacity}").ShouldNotBeNull();
    }

    private ResetPlan Plan(string id) => new(id, Samples.Request(ResetMode.Earliest), [], false, _time.GetUtcNow());
}
