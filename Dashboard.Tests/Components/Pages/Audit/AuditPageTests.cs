using Bunit;
using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.Audit;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Audit;

public sealed class AuditPageTests : ComponentTest
{
    private static readonly MessageQueue First = new("orders", "broker-a", 0);
    private static readonly Actor Ann = new("ann", "api");

    public AuditPageTests()
    {
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddGroup("g", 60, ["orders"]);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private AuditLog Log => Services.GetRequiredService<AuditLog>();

    [Fact]
    public async Task Page_NoEntry_SaysWhatWouldBeHere()
    {
        await PrepareAuditAsync();

        var page = Show();
        page.WaitForAssertion(() => page.Markup.ShouldContain("No change yet"));
    }

    [Fact]
    public async Task Page_Entries_ShowsThemNewestFirstAndTheOnesOfNow()
    {
        await PrepareAuditAsync();
        await WriteAsync("topic.create", "orders");
        var page = Show();
        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Count.ShouldBe(1));

        await ResetAsync();

        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Select(row => row.GetAttribute("data-action"))
            .ShouldBe(["offsets.reset", "topic.create"]));
        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-outcome]")[0].TextContent.Trim().ShouldBe("done"));
    }

    [Fact]
    public async Task Filter_Chosen_StandsInTheAddressAndInTheExports()
    {
        await PrepareAuditAsync();
        await WriteAsync("topic.create", "orders");
        await ResetAsync();
        var page = Show();

        page.Find("[data-testid=audit-action]").Change("offsets");
        page.Find("[data-testid=audit-search]").Change("g");

        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Count.ShouldBe(1));
        Navigation.Uri.ShouldEndWith("/audit?action=offsets&q=g");
        page.Find("[data-testid=audit-csv]").GetAttribute("href").ShouldBe("api/v1/audit?format=csv&action=offsets&text=g");
    }

    [Fact]
    public async Task Filter_Actions_AreAllThatTheConsoleWrites()
    {
        await PrepareAuditAsync();

        Show().FindAll("[data-testid=audit-action] option").Select(option => option.GetAttribute("value"))
            .ShouldBe(["", .. AuditActions.Choices]);
    }

    [Fact]
    public async Task Back_OtherFilter_IsTheOneShown()
    {
        await PrepareAuditAsync();
        await WriteAsync("topic.create", "orders");
        var id = await ResetAsync();
        var page = Show("audit?action=topic");
        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Count.ShouldBe(1));

        Navigation.NavigateTo($"audit?open={id}");

        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Count.ShouldBe(2));
        page.WaitForElement("[data-testid=audit-detail]");
    }

    [Fact]
    public async Task Filter_TimeInTheAddress_IsTakenInTheBrowsersZone()
    {
        await PrepareAuditAsync();
        await WriteAsync("topic.create", "early");
        Clock.Advance(TimeSpan.FromHours(1));
        var noon = Clock.GetUtcNow();
        await WriteAsync("topic.create", "late");
        Services.GetRequiredService<Display>().Use("Asia/Shanghai", null);
        var local = Services.GetRequiredService<Display>().Local(noon).ToString("yyyy-MM-ddTHH:mm:ss.fff");

        var page = Show($"audit?from={local}");

        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").ShouldHaveSingleItem().TextContent.ShouldContain("late"));
        page.Find("[data-testid=audit-json]").GetAttribute("href")!
            .ShouldContain($"from={Uri.EscapeDataString(Dashboard.Exports.IsoTime.Text(noon))}");
    }

    [Fact]
    public async Task Page_MoreThanAPage_GoesToTheOlder()
    {
        await PrepareAuditAsync();
        for (var number = 0; number < 53; number++)
        {
            await WriteAsync("topic.create", $"t{number}");
        }

        var page = Show();
        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Count.ShouldBe(50));
        await page.Find("[data-testid=audit-older]").ClickAsync(new());

        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]").Count.ShouldBe(3));
        Navigation.Uri.ShouldContain("before=4");
        page.Find("[data-testid=audit-older]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Open_Reset_ShowsBeforeAndAfterAndUndoesIt()
    {
        await PrepareAuditAsync();
        var id = await ResetAsync();
        var dialogs = Render<RadzenDialog>();
        var page = Show();
        await page.WaitForElement("[data-testid=audit-toggle]").ClickAsync(new());
        page.WaitForElements("[data-testid=audit-queue]")[0].TextContent.ShouldContain("replays 60");
        Navigation.Uri.ShouldEndWith($"open={id}");
        page.WaitForAssertion(() => page.Find("[data-testid=audit-undo-guard]").TextContent.ShouldContain("Can be undone"));

        page.Find("[data-testid=audit-undo]").Click();
        dialogs.WaitForAssertion(() => dialogs.Find("[data-testid=undo-apply]").TextContent.ShouldBe("Restore 2 queues"));
        dialogs.FindAll("[data-testid=reset-plan-row]")[0].TextContent.ShouldContain("skips 60");
        await dialogs.Find("[data-testid=undo-apply]").ClickAsync(new());

        page.WaitForAssertion(() => page.FindAll("[data-testid=audit-row]")[0].GetAttribute("data-action").ShouldBe("offsets.undo"));
        Cluster.Groups["g"].Offsets[First].ShouldBe(60);
        page.WaitForAssertion(() => page.Find("[data-testid=audit-undo-guard]").TextContent.ShouldContain("undid it already"));
        page.Find("[data-testid=audit-undo]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Open_ResetTouchedSince_ShowsTheGuardAndLocksTheButton()
    {
        await PrepareAuditAsync();
        var id = await ResetAsync();
        await ResetAsync(ResetMode.Latest);

        var page = Show($"audit?open={id}");

        page.WaitForAssertion(() => page.Find("[data-testid=audit-undo-guard]").TextContent.ShouldContain("touched orders broker-a Q0"));
        page.Find("[data-testid=audit-undo]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Open_AnythingElse_OffersNoUndo()
    {
        await PrepareAuditAsync();
        var id = await WriteAsync("topic.create", "orders");

        var page = Show($"audit?open={id}");

        page.WaitForElement("[data-testid=audit-detail]");
        page.FindAll("[data-testid=audit-undo]").ShouldBeEmpty();
    }

    [Fact]
    public void Page_AuditCannotBeRead_SaysSo()
    {
        var page = Show();

        page.WaitForAssertion(() => page.Markup.ShouldContain("the audit could not be read"));
    }

    private async Task<string> ResetAsync(ResetMode mode = ResetMode.Earliest)
    {
        var request = new ResetRequest("embedded", "g", null, null, mode);
        var outcome = await Services.GetRequiredService<OffsetResets>().ApplyAsync(request, "a test", Ann, CancellationToken.None);
        return outcome.ResetId;
    }

    private async Task<long> WriteAsync(string action, string subject)
    {
        var id = await Log.BeginAsync(new AuditEntry(Ann, "embedded", action, subject, null, "{}"), CancellationToken.None);
        await Log.CompleteAsync(id, AuditOutcome.Done, CancellationToken.None);
        return id;
    }

    private IRenderedComponent<AuditPage> Show(string address = "audit")
    {
        Navigation.NavigateTo(address);
        return Render<AuditPage>();
    }
}
