using Bunit;
using Dashboard.Components.Dialogs;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ResetDialogLeavingTests : ComponentTest
{
    public ResetDialogLeavingTests()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddGroup("g", 60, ["orders"], "c1");
    }

    [Fact]
    public async Task Apply_UnderWay_CannotBeLeft()
    {
        await PrepareAuditAsync();
        var gate = new TaskCompletionSource();
        Cluster.Groups["g"].IsReset = () => gate.Task;
        var dialog = ShowPreview();
        dialog.Find("[data-testid=reset-cancel]").HasAttribute("disabled").ShouldBeFalse();

        _ = dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        dialog.WaitForAssertion(() => dialog.Find("[data-testid=reset-cancel]").HasAttribute("disabled").ShouldBeTrue());
        gate.SetResult();

        dialog.WaitForElement("[data-testid=reset-close]").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public async Task Apply_PageIsLeftMeanwhile_IsToldOnTheGroupsPages()
    {
        await PrepareAuditAsync();
        var gate = new TaskCompletionSource();
        Cluster.Groups["g"].IsReset = () => gate.Task;
        var dialog = ShowPreview();
        var reports = Services.GetRequiredService<ResetReports>();
        var told = new TaskCompletionSource();
        reports.Changed += told.SetResult;

        var applying = dialog.Find("[data-testid=reset-apply]").ClickAsync(new());
        dialog.WaitForAssertion(() => dialog.Find("[data-testid=reset-cancel]").HasAttribute("disabled").ShouldBeTrue());
        await DisposeComponentsAsync();
        reports.Last.ShouldBeNull();
        gate.SetResult();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(15));
        reports.Last.ShouldNotBeNull().Concerns("embedded", "g").ShouldBeTrue();
        reports.Last!.CanBeUndone.ShouldBeTrue();
        await applying;
    }

    private IRenderedComponent<ResetDialog> ShowPreview()
    {
        var dialog = Render<ResetDialog>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "g"));
        dialog.WaitForElements("[data-testid=reset-queue]");
        dialog.Find("[data-testid=reset-preview]").Click();
        dialog.WaitForElements("[data-testid=reset-plan-row]");
        return dialog;
    }
}
