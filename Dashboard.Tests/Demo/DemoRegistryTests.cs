using Dashboard.Demo;

namespace Dashboard.Tests.Demo;

public sealed class DemoRegistryTests
{
    private readonly DemoRegistry _registry = new();

    [Fact]
    public void Add_SeveralStartsOfAGroup_HaveNumbersOfTheirOwnThatComeAgainAfterAStop()
    {
        var first = Add("g", 2);
        var second = Add("g", 2);
        first.Numbers.ShouldBe([1, 2]);
        second.Numbers.ShouldBe([3, 4]);
        Add("other", 1).Numbers.ShouldBe([1]);

        _registry.Forget(first);

        Add("g", 3).Numbers.ShouldBe([1, 2, 5]);
    }

    private DemoConsumers Add(string group, int instances)
    {
        var request = new DemoConsumerRequest(group, "t", instances, 0);
        var listener = new DemoListener(request, TimeProvider.System, () => 0);
        return _registry.Add(group, instances, numbers => new DemoConsumers(_registry.NextId("c"), request, numbers, [], listener));
    }
}
