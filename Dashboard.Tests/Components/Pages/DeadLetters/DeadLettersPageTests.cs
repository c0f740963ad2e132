using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Components.Pages.DeadLetters;
using Engine.Admin;
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
    public void Back_OtherGroup_IsTheOneShown()
    {
        Cluster.DeadLetters.AddRange([Dead(12, 17, 16)]);
        var page = Show();
        page.WaitForElement("[data-testid=dead-row]");

        Navigation.NavigateTo("clusters/embedded/dead-letters?group=other");

        page.WaitForAssertion(() => page.Find("[data-testid=dead-group]").QuerySelector("option[selected]")!
            .GetAttribute("value").ShouldBe("other"));
    }

    [Fact]
    public async Task Load_OvertakenAndThenFailing_LeavesThePageAsItIs()
    {
        Cluster.DeadLetters.AddRange([Dead(12, 17, 16)]);
        var late = new TaskCompletionSource<DeadLetterPage>();
        Cluster.DeadLetters.Answers["slow"] = late.Task;
        var page = Show();
        page.WaitForElement("[data-testid=dead-row]");
        page.Find("[data-testid=dead-group]").Change("slow");
        page.WaitForAssertion(() => page.FindAll("[data-testid=dead-row]").ShouldBeEmpty());

        page.Find("[data-testid=dead-group]").Change("billing");
        page.WaitForElement("[data-testid=dead-row]");
        await page.InvokeAsync(() => late.SetException(new AdminException(AdminErrorKind.Unreachable, "broker-a did not answer.")));

        page.FindAll("[data-testid=dead-row]").Count.ShouldBe(1);
        Renderer.UnhandledException.IsCompleted.ShouldBeFalse();
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
        var record = await AuditedAsync();
        (record.Outcome, record.Detail).ShouldBe(("partly done", "1 of 2 resent by the retry topic"));
        record.Rows.ShouldBe(
        [
            new AuditRow("%DLQ%billing", "broker-a", 0, 12, 7, null),
            new AuditRow("%DLQ%billing", "broker-a", 0, 13, null, "no message is stored there"),
        ]);
    }

    [Fact]
    public async Task Resend_One_StandsInTheAuditWithItsPlaceAndItsCopys()
    {
        await PrepareAuditAsync();
        Cluster.DeadLetters.AddRange([Dead(12, 17, 16), Dead(14, 17, 16)]);
        var dialogs = Render<RadzenDialog>();
        var page = Show();

        page.WaitForElement("[data-testid=dead-row]");
        page.FindAll("[data-testid=dead-resend-one]")[1].Click();
        await dialogs.WaitForElement("[data-testid=confirm]").ClickAsync();
        page.WaitForElement("[data-testid=resend-result]");

        var record = await AuditedAsync();
        (record.Outcome, record.Detail).ShouldBe(("done", "1 of 1 resent by the retry topic"));
        record.Rows.ShouldBe([new AuditRow("%DLQ%billing", "broker-a", 0, 14, 7, null)]);
        record.Request.ShouldContain("\"Offset\":14");
    }

    [Fact]
    public async Task Resend_AllOfThePage_AsksForAReasonThatGoesToTheAudit()
    {
        await PrepareAuditAsync();
        Cluster.DeadLetters.AddRange([Dead(12, 17, 16), Dead(14, 17, 16)]);
        var dialogs = Render<RadzenDialog>();
        var page = Show();

        page.WaitForElement("[data-testid=dead-all]").Change(true);
        page.Find("[data-testid=dead-resend]").Click();
        dialogs.WaitForElement("[data-testid=confirm-reason]").Change("the database is back");
        await dialogs.Find("[data-testid=confirm]").ClickAsync();
        page.WaitForElement("[data-testid=resend-result]");

        Cluster.Done.ShouldContain("resend 12 14 to billing");
        (await AuditedAsync()).Reason.ShouldBe("the database is back");
        page.Find("[data-testid=dead-resend]").HasAttribute("disabled").ShouldBeTrue("nothing is chosen any more");
    }

    [Fact]
    public async Task Resend_NotNow_SendsNothing()
    {
        Cluster.DeadLetters.Add(Dead(12, 17, 16));
        var dialogs = Render<RadzenDialog>();
        var page = Show();

        page.WaitForElement("[data-testid=dead-resend-one]").Click();
        await dialogs.WaitForElement("[data-key-leave]").ClickAsync();

        dialogs.WaitForAssertion(() => dialogs.FindAll("[data-testid=confirm]").ShouldBeEmpty());
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public void Export_OfTheGroup_IsAFilePerFormAndACommand()
    {
        Cluster.DeadLetters.Add(Dead(12, 17, 16));
        var page = Show();
        page.WaitForElement("[data-testid=dead-row]");

        foreach (var form in (string[])["csv", "json", "ndjson"])
        {
            page.Find($"[data-testid=dead-export-{form}]").GetAttribute("href")
                .ShouldBe($"api/v1/clusters/embedded/dead-letters/export?group=billing&format={form}");
        }

        page.Find("[data-testid=copy-curl]").GetAttribute("data-copy").ShouldNotBeNull().ShouldContain("dead-letters?group=billing");
    }

    [Fact]
    public void Refresh_NewDeadLetter_IsThere()
    {
        Cluster.DeadLetters.Add(Dead(12, 17, 16));
        var page = Show();
        page.WaitForElement("[data-testid=dead-row]");

        Cluster.DeadLetters.Insert(0, Dead(15, 17, 16));
        page.Find("[data-testid=dead-refresh]").Click();

        page.WaitForAssertion(() => page.FindAll("[data-testid=dead-row]").Count.ShouldBe(2));
    }

    [Fact]
    public async Task Resend_Refused_SaysWhyAndStandsInTheAuditAsFailed()
    {
        await PrepareAuditAsync();
        Cluster.DeadLetters.Add(Dead(12, 17, 16));
        Cluster.ResendRefusal = new AdminException(AdminErrorKind.Conflict, "Group billing consumes by broadcasting.");
        var dialogs = Render<RadzenDialog>();
        var page = Show();

        page.WaitForElement("[data-testid=dead-resend-one]").Click();
        await dialogs.WaitForElement("[data-testid=confirm]").ClickAsync();

        dialogs.WaitForElement("[role=alert]").TextContent.ShouldContain("consumes by broadcasting");
        page.FindAll("[data-testid=resend-result]").ShouldBeEmpty();
        var record = await AuditedAsync();
        (record.Outcome, record.Detail, record.Rows.Count).ShouldBe(("failed", "Group billing consumes by broadcasting.", 0));
    }

    [Fact]
    public void Older_Page_StandsInTheAddress()
    {
        Cluster.DeadLetters.Add(Dead(12, 17, 16));
        Cluster.DeadLetters.Older = "broker-a:0:5";
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

    /// <summary>The one entry of the audit, a resend from this page.</summary>
    private async Task<AuditRecord> AuditedAsync()
    {
        var log = Services.GetRequiredService<AuditLog>();
        var record = (await log.ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        (record.Action, record.Cluster, record.Subject, record.Actor, record.Channel)
            .ShouldBe(("message.resend", "embedded", "billing", "local", "ui"));
        return record;
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
