using Bunit;
using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Configuration;
using Engine.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ResetDialogTests : ComponentTest
{
    public ResetDialogTests()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddTopic("%RETRY%g", 1, 3);
        Cluster.AddGroup("g", 60, ["orders", "%RETRY%g"], "c1");
    }

    [Fact]
    public void Preview_Earliest_SaysPerQueueWhatWillHappen()
    {
        var dialog = Show();

        Preview(dialog, "earliest");

        var rows = dialog.FindAll("[data-testid=reset-plan-row]");
        rows.Count.ShouldBe(4);
        rows[0].TextContent.ShouldContain("replays 60");
        dialog.Find("[data-testid=reset-sum]").TextContent.ShouldBe("4 queues: 240 messages will be consumed again.");
        dialog.Find("[data-testid=reset-apply]").TextContent.Trim().ShouldBe("Reset 4 queues");
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public void Open_Modes_AreTheNamesOfTheApi() =>
        Show().FindAll("[data-testid=reset-mode] option").Select(option => option.GetAttribute("value"))
            .ShouldBe(["earliest", "latest", "time", "offset", "shift", "copy", "skip"]);

    [Fact]
    public void Open_NothingPreviewed_CannotBeApplied() =>
        Show().Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeTrue();

    [Fact]
    public async Task Apply_Preview_ShowsTheResultPerQueue()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Preview(dialog, "earliest");

        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());

        dialog.WaitForElements("[data-testid=reset-result] [data-testid=reset-result-row]").Count.ShouldBe(4);
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)].ShouldBe(0);
        Cluster.Groups["g"].Offsets[new MessageQueue("%RETRY%g", "broker-a", 0)].ShouldBe(60);
    }

    [Fact]
    public async Task Apply_OffsetsDrifted_ChangesNothingAndShowsTheFreshPreview()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Preview(dialog, "earliest");
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)] = 10;

        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());

        dialog.WaitForElement("[data-testid=reset-problem]").TextContent.ShouldContain("Nothing was changed");
        dialog.FindAll("[data-testid=reset-plan-row]")[0].TextContent.ShouldContain("replays 10");
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_FreshPreviewAfterADrift_IsLockedUntilItIsSaidToHaveBeenSeen()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Preview(dialog, "earliest");
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)] = 10;
        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        dialog.WaitForElement("[data-testid=reset-acknowledge]");
        var apply = dialog.Find("[data-testid=reset-apply]");
        apply.HasAttribute("disabled").ShouldBeTrue("the second click of a double click finds it locked");
        apply.TextContent.Trim().ShouldBe("Reset 4 queues as shown now");

        dialog.Find("[data-testid=reset-acknowledge]").Change(true);
        dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeFalse();
        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());

        dialog.WaitForElements("[data-testid=reset-result] [data-testid=reset-result-row]").Count.ShouldBe(4);
        Cluster.Done.ShouldBe(["reset 4 queues of g"]);
    }

    [Fact]
    public async Task Apply_DriftedAgainAfterItWasSeen_IsLockedAgain()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Preview(dialog, "earliest");
        foreach (var offset in (long[])[10, 5])
        {
            Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)] = offset;
            await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
            dialog.WaitForAssertion(() => dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeTrue());
            dialog.Find("[data-testid=reset-acknowledge]").HasAttribute("checked").ShouldBeFalse();
            dialog.Find("[data-testid=reset-acknowledge]").Change(true);
        }

        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public void Edit_AfterThePreview_TakesThePreviewAway()
    {
        var dialog = Show();
        Preview(dialog, "earliest");

        dialog.Find("[data-testid=reset-mode]").Change("latest");

        dialog.FindAll("[data-testid=reset-plan]").ShouldBeEmpty();
        dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Theory]
    [InlineData("offset", "Fill in an offset: a whole number from 0.")]
    [InlineData("time", "Fill in the time from which on messages are to be read.")]
    public void Preview_WithoutItsValue_SaysWhatIsMissing(string mode, string words)
    {
        var dialog = Show();

        dialog.Find("[data-testid=reset-mode]").Change(mode);
        dialog.Find("[data-testid=reset-preview]").Click();

        dialog.Find("[data-testid=reset-problem]").TextContent.ShouldContain(words);
    }

    [Fact]
    public void Preview_OffsetBeyondTheEnd_ReportsTheClamp()
    {
        var dialog = Show();
        dialog.Find("[data-testid=reset-mode]").Change("offset");
        dialog.Find("[data-testid=reset-offset]").Input("5000");

        dialog.Find("[data-testid=reset-preview]").Click();

        dialog.WaitForElements("[data-testid=reset-plan-row]")[0].TextContent.ShouldContain("clamped");
    }

    [Fact]
    public void Preview_BigSkip_NeedsTheGroupsName()
    {
        Cluster.AddTopic("orders", 2, 1_000_000);
        var dialog = Show();
        Preview(dialog, "latest");
        dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeTrue();

        dialog.Find("[data-testid=reset-confirm]").Input("g");

        dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public void Preview_EarliestAndLatest_ShowsTheMessageAtTheTargetOrTheEnd()
    {
        var dialog = Show();

        Preview(dialog, "earliest");
        dialog.WaitForAssertion(() => dialog.FindAll("[data-testid=reset-message]")[0].TextContent.ShouldContain("body of 0"));
        dialog.FindAll("[data-testid=reset-message]")[0].GetAttribute("title").ShouldNotBeNull().ShouldContain("blue");
        Preview(dialog, "latest");

        dialog.FindAll("[data-testid=reset-message]")[0].TextContent.ShouldContain("end");
    }

    [Fact]
    public void Preview_Shift_SkipsSoMany()
    {
        var dialog = Show();
        dialog.Find("[data-testid=reset-mode]").Change("shift");
        dialog.Find("[data-testid=reset-by]").Input("7");

        dialog.Find("[data-testid=reset-preview]").Click();

        dialog.WaitForElements("[data-testid=reset-plan-row]")[0].TextContent.ShouldContain("skips 7");
    }

    [Fact]
    public void Preview_Copy_GoesWhereTheOtherGroupIsAndSaysWhatIsLeftOut()
    {
        Cluster.AddGroup("h", 80, ["orders"]);
        Cluster.Groups["h"].Offsets[new MessageQueue("orders", "broker-b", 1)] = null;
        var dialog = Show();
        dialog.Find("[data-testid=reset-mode]").Change("copy");
        dialog.WaitForElement("[data-testid=reset-from-group]").Change("h");

        dialog.Find("[data-testid=reset-preview]").Click();

        dialog.WaitForElements("[data-testid=reset-plan-row]").Count.ShouldBe(3);
        dialog.FindAll("[data-testid=reset-plan-row]")[0].TextContent.ShouldContain("skips 20");
        dialog.Find("[data-testid=reset-left-out]").TextContent.ShouldContain("the other group has no offset");
    }

    [Fact]
    public async Task Undo_FromTheResult_RestoresTheOffsetsAndLeavesABar()
    {
        await PrepareAuditAsync();
        var bar = Render<ResetBar>(with => with.Add(one => one.Cluster, "embedded").Add(one => one.Group, "g"));
        var dialog = Show();
        Preview(dialog, "earliest");
        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        bar.FindAll("[data-testid=reset-bar]").ShouldBeEmpty("the dialog itself shows the result");

        await dialog.WaitForElement("[data-testid=reset-undo]").ClickAsync(new());

        dialog.WaitForAssertion(() => dialog.Find("[data-testid=reset-outcome]").TextContent.ShouldContain("Undone: 4 queues restored."));
        dialog.FindAll("[data-testid=reset-undo]").ShouldBeEmpty();
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)].ShouldBe(60);
        dialog.Instance.Dispose();
        bar.WaitForElement("[data-testid=reset-bar]").TextContent.ShouldContain("Undone");
    }

    [Fact]
    public async Task Undo_FromTheBarOfAnotherGroup_IsNotOffered()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Preview(dialog, "earliest");
        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        dialog.WaitForElement("[data-testid=reset-result]");
        dialog.Instance.Dispose();

        Render<ResetBar>(with => with.Add(one => one.Cluster, "embedded").Add(one => one.Group, "h"))
            .FindAll("[data-testid=reset-bar]").ShouldBeEmpty();
        var bar = Render<ResetBar>(with => with.Add(one => one.Cluster, "embedded").Add(one => one.Group, "g"));
        await bar.Find("[data-testid=reset-undo]").ClickAsync(new());

        bar.WaitForAssertion(() => bar.Find("[data-testid=reset-bar]").TextContent.ShouldContain("Undone: 4 queues restored."));
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-b", 1)].ShouldBe(60);
    }

    [Fact]
    public async Task Undo_ResetSince_IsRefusedWithTheReason()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Preview(dialog, "earliest");
        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        dialog.WaitForElement("[data-testid=reset-result]");
        var request = new ResetRequest("embedded", "g", ["orders"], null, ResetMode.Latest);
        await Services.GetRequiredService<OffsetResets>().ApplyAsync(request, null, PageActor.Current, CancellationToken.None);

        await dialog.Find("[data-testid=reset-undo]").ClickAsync(new());

        dialog.WaitForElement("[data-testid=reset-problem]").TextContent.ShouldContain("touched orders broker-a Q0");
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)].ShouldBe(100);
    }

    [Fact]
    public async Task Apply_SeveralGroups_ResetsEachOnItsOwnQueues()
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("payments", 1, 50);
        Cluster.AddGroup("h", 40, ["payments"]);
        var dialog = Show();
        dialog.WaitForElements("[data-testid=reset-group]").Count.ShouldBe(2);
        dialog.Find("[data-testid=reset-group][data-group=h]").Change(true);
        Preview(dialog, "earliest");
        dialog.FindAll("[data-testid=reset-plan-row]").Select(row => row.GetAttribute("data-group")).Distinct().ShouldBe(["g", "h"]);

        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());

        dialog.WaitForElements("[data-testid=reset-result-row]").Count.ShouldBe(6);
        Cluster.Done.ShouldBe(["reset 4 queues of g", "reset 2 queues of h"]);
        await dialog.Find("[data-testid=reset-undo]").ClickAsync(new());
        dialog.WaitForAssertion(() => dialog.Find("[data-testid=reset-outcome]").TextContent.ShouldContain("6 queues restored"));
        Cluster.Groups["h"].Offsets[new MessageQueue("payments", "broker-a", 0)].ShouldBe(40);
    }

    [Fact]
    public async Task Apply_OneOfSeveralGroupsDrifted_ChangesNone()
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("payments", 1, 50);
        Cluster.AddGroup("h", 40, ["payments"]);
        var dialog = Show();
        dialog.WaitForElement("[data-testid=reset-group][data-group=h]").Change(true);
        Preview(dialog, "earliest");
        Cluster.Groups["h"].Offsets[new MessageQueue("payments", "broker-a", 0)] = 41;

        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());

        dialog.WaitForElement("[data-testid=reset-problem]").TextContent.ShouldContain("h: payments broker-a Q0");
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public async Task Result_OnlineGroup_ShowsTheFirstPullAtTheNewOffsetWhenItHappens()
    {
        await PrepareAuditAsync();
        var queue = new MessageQueue("orders", "broker-a", 0);
        Cluster.Groups["g"].Pulls[queue] = (92, Clock.GetUtcNow());
        Clock.Advance(TimeSpan.FromSeconds(5));
        var dialog = Show();
        Preview(dialog, "earliest");
        await dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        dialog.WaitForElements("[data-testid=reset-first-pull]").Count.ShouldBe(4);
        await PushGroupAsync("g");
        Pulled(dialog, 0).ShouldBe("no", "that pull was before the reset");

        Clock.Advance(TimeSpan.FromSeconds(2));
        Cluster.Change(() => Cluster.Groups["g"].Pulls[queue] = (32, Clock.GetUtcNow()));
        await PushGroupAsync("g");
        await PassRenderDistanceAsync();

        dialog.WaitForAssertion(() => Pulled(dialog, 0).ShouldBe("yes"));
        Pulled(dialog, 1).ShouldBe("no");
    }

    [Fact]
    public void Preview_SkipOverTheConfiguredNumber_NeedsTheGroupsName()
    {
        Services.Configure<ConsoleOptions>(options => options.Resets.ConfirmAbove = 159);
        var dialog = Show();

        Preview(dialog, "latest");

        dialog.Find("[data-testid=reset-confirm]").ShouldNotBeNull();
        dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void Preview_SkipOfTheConfiguredNumber_NeedsNoName()
    {
        Services.Configure<ConsoleOptions>(options => options.Resets.ConfirmAbove = 160);
        var dialog = Show();

        Preview(dialog, "latest");

        dialog.FindAll("[data-testid=reset-confirm]").ShouldBeEmpty();
        dialog.Find("[data-testid=reset-apply]").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public void Open_InChinese_SpeaksIt()
    {
        Services.GetRequiredService<Display>().Use(null, "zh-CN");

        var dialog = Show();
        Preview(dialog, "earliest");

        dialog.Find("[data-testid=reset-sum]").TextContent.ShouldBe("4 个队列：240 条消息将被重新消费。");
        dialog.Find("[data-testid=reset-apply]").TextContent.Trim().ShouldBe("重置 4 个队列");
    }

    private static string? Pulled(IRenderedComponent<ResetDialog> dialog, int row) =>
        dialog.FindAll("[data-testid=reset-first-pull]")[row].GetAttribute("data-pulled");

    private static void Preview(IRenderedComponent<ResetDialog> dialog, string mode)
    {
        dialog.Find("[data-testid=reset-mode]").Change(mode);
        dialog.Find("[data-testid=reset-preview]").Click();
        dialog.WaitForElement("[data-testid=reset-plan]");
    }

    private IRenderedComponent<ResetDialog> Show() =>
        Render<ResetDialog>(with => with.Add(dialog => dialog.Cluster, "embedded").Add(dialog => dialog.Group, "g"));
}
