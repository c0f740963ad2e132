using Dashboard.Components.Pages.Demo;
using Dashboard.Tests.Languages;

namespace Dashboard.Tests.Components.Pages.Demo;

public sealed class DemoFormTests
{
    private readonly DemoForm _form = new();

    [Fact]
    public void Producer_UntouchedDefaults_IsARequest()
    {
        var (request, problem) = _form.Producer(Speaking.English);

        problem.ShouldBeNull();
        (request!.Topic, request.RatePerSecond, request.BodyBytes, request.Count).ShouldBe(("demo-orders", 50.0, 256, null));
    }

    [Fact]
    public void Consumers_UntouchedDefaults_ReadTheProducersTopic()
    {
        var (request, problem) = _form.Consumers(Speaking.English);

        problem.ShouldBeNull();
        (request!.Topic, request.Group, request.Instances).ShouldBe(("demo-orders", "demo-group", 2));
    }

    [Theory]
    [InlineData("fast", "256", "", "The rate 'fast' is not a number")]
    [InlineData("50", "", "", "The size '' is not a number")]
    [InlineData("50", "256", "many", "The count 'many' is not a number")]
    [InlineData("50", "99999999999", "", "The size '99999999999' is not a number")]
    public void Producer_NoNumber_IsNamed(string rate, string size, string count, string words)
    {
        (_form.Rate, _form.Size, _form.Count) = (rate, size, count);

        _form.Producer(Speaking.English).Problem!.ShouldStartWith(words);
    }
}
