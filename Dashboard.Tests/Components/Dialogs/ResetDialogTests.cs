using Bunit;
using Dashboard.Components.Dialogs;
using Engine.Protocol;

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
            .ShouldBe(["earliest", "latest", "time", "offset", "skip"]);

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

    private static void Preview(IRenderedComponent<ResetDialog> dialog, string mode)
    {
        dialog.Find("[data-testid=reset-mode]").Change(mode);
        dialog.Find("[data-testid=reset-preview]").Click();
        dialog.WaitForElement("[data-testid=reset-plan]");
    }

    private IRenderedComponent<ResetDialog> Show() =>
        Render<ResetDialog>(with => with.Add(dialog => dialog.Cluster, "embedded").Add(dialog => dialog.Group, "g"));
}
