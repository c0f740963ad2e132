using Bunit;
using Dashboard.Components.Pages.DeadLetters;
using Engine.Admin.DeadLetters;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.DeadLetters;

public sealed class DeadLettersPageTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Page_OneGroup_ShowsItsDeadLettersWithTheirReasons()
    {
        Cluster.DeadLetters.AddRange([Dead(12, 17, 16), Dead(11, 1, 16), Dead(10, 3, null)]);

        var page = Show();

        page.WaitForAssertion(() => page.FindAll("[data-testid=dead-row]").Count.ShouldBe(3));
        page.FindAll("[data-testid=dead-reason]").Select(cell => cell.TextContent).ShouldBe(
            ["retries exhausted (17 of 16)", "given up early (1 of 16)", "not known"]);
        page.Find("[data-testid=dead-count]").TextContent.ShouldBe("3 messages");
        page.Find("[data-testid=dead-resend]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Resend_Chosen_TellsEachResultAndStandsInTheAudit()
    {
        await PrepareAuditAsync();
        Cluster.DeadLetters.AddRange([Dead(12, 17, 16), Dead(13, 17, 16), Dead(14, 17, 16)]);
        var dialogs = Render<RadzenDialog>();
        var page = Show();
        page.WaitForElement("[data-testid=dead-row]");

        page.FindAll("[data-testid=dead-select]")[0].Change(true);
        page.FindAll("[data-testid=dead-select]")[1].Change(true);
        page.Find("[data-testid=dead-resend]").TextContent.ShouldContain("Resend 2 messages");
        page.Find("[data-testid=dead-resend]").Click();
        dialogs.WaitForElement("[data-testid=confirm]").TextContent.ShouldBe("Resend 2 messages");
        dialogs.Markup.ShouldContain("%RETRY%billing");
        await dialogs.Find("[data-testid=confirm]").ClickAsync();

        page.WaitForAssertion(() => page.Find("[data-testid=resend-result]").TextContent.ShouldContain("1 message sent to billing"));
        page.Find("[data-testid=resend-result]").TextContent.ShouldContain("no message is stored there");
        Cluster.Done.ShouldContain("resend 12 13 to billing");
    }

    [Fact]
    public void Older_Page_StandsInTheAddress()
    {
        Cluster.DeadLetters.Add(Dead(12, 17, 16));
        Cluster.OlderDeadLetters = "broker-a:0:5";
        var page = Show();

        page.WaitForElement("[data-testid=dead-older]").Click();

        page.WaitForAssertion(() => page.Find("[data-testid=dead-older]").HasAttribute("disabled").ShouldBeTrue());
        Navigation.Uri.ShouldContain("group=billing&cursor=broker-a");
    }

    [Fact]
    public void Page_ReadOnlyCluster_OffersNoResend()
    {
        Cluster.IsReadOnly = true;
        Cluster.DeadLetters.Add(Dead(12, 17, 16));

        var page = Show();

        page.WaitForElement("[data-testid=dead-resend-one]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void Page_NoDeadLetters_SaysWhatWouldBeHere()
    {
        var page = Show();

        page.WaitForAssertion(() => page.Markup.ShouldContain("its group gave up on it"));
    }

    private IRenderedComponent<DeadLettersPage> Show()
    {
        Navigation.NavigateTo("clusters/embedded/dead-letters");
        return Render<DeadLettersPage>(with => with.Add(shown => shown.Cluster, "embedded"));
    }

    private DeadLetter Dead(long offset, int reconsumeTimes, int? limit) => new(
        new MessageQueue("%DLQ%billing", "broker-a", 0),
        offset,
        $"id-{offset}",
        "orders",
        "0A0B",
        "order-1",
        "red",
        reconsumeTimes,
        limit,
        Clock.GetUtcNow().AddMinutes(-5),
        Clock.GetUtcNow().AddMinutes(-1),
        4,
        "text",
        new Dictionary<string, string>());
}
