using Bunit;
using Dashboard.Components.Pages.Demo;
using Engine.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Dashboard.Tests.Components.Pages.Demo;

public sealed class DemoPageTests : ComponentTest
{
    private readonly IEmbeddedCluster _cluster = Substitute.For<IEmbeddedCluster>();

    [Fact]
    public void Open_WithoutAnEmbeddedCluster_SaysHowToSwitchItOn()
    {
        var page = Render<DemoPage>();

        page.Markup.ShouldContain("Console:Embedded:Enabled");
        page.FindAll("[data-testid=demo-producer-start]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("demo-topic", "demo-orders")]
    [InlineData("demo-rate", "50")]
    [InlineData("demo-size", "256")]
    [InlineData("demo-count", "")]
    [InlineData("demo-group", "demo-group")]
    [InlineData("demo-instances", "2")]
    [InlineData("demo-delay", "5")]
    public void Open_Fields_HaveDefaultsThatWork(string field, string value) =>
        (ShowWithCluster().Find($"[data-testid={field}]").GetAttribute("value") ?? string.Empty).ShouldBe(value);

    [Fact]
    public void Start_RateThatIsNoNumber_SaysSoAndStartsNothing()
    {
        var page = ShowWithCluster();
        page.Find("[data-testid=demo-rate]").Change("fast");

        Start(page, "demo-producer-start");

        page.Find("[data-testid=demo-problem]").TextContent.ShouldContain("The rate 'fast' is not a number");
        _cluster.DidNotReceiveWithAnyArgs().CreateProducer(default!);
    }

    [Fact]
    public void Start_MoreInstancesThanAllowed_ShowsTheRule()
    {
        var page = ShowWithCluster();
        page.Find("[data-testid=demo-instances]").Change("33");

        Start(page, "demo-consumer-start");

        page.Find("[data-testid=demo-problem]").TextContent.ShouldContain("instances must be 1 to 32");
    }

    [Fact]
    public void Open_NothingRuns_CannotStopAnything() =>
        ShowWithCluster().Find("[data-testid=demo-stop-all]").HasAttribute("disabled").ShouldBeTrue();

    private static void Start(IRenderedComponent<DemoPage> page, string button) =>
        page.Find($"form:has([data-testid={button}])").Submit();

    private IRenderedComponent<DemoPage> ShowWithCluster()
    {
        Services.AddSingleton(_cluster);
        return Render<DemoPage>();
    }
}
