using Bunit;
using Dashboard.Components.Pages.Overview;

namespace Dashboard.Tests.Components.Pages.Overview;

public sealed class OverviewPageTests : ComponentTest
{
    [Fact]
    public void Press_Once_IsCounted()
    {
        var page = Render<OverviewPage>();

        page.Find("[data-testid=press]").Click();

        page.Find("[data-testid=presses]").TextContent.ShouldBe("1");
    }
}
