using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Components.Pages.Topics;
using Engine.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Topics;

public sealed class TopicPageTests : ComponentTest
{
    public TopicPageTests()
    {
        Cluster.AddTopic("orders", 4, 0);
        Cluster.Max[new MessageQueue("orders", "broker-a", 3)] = 7;
        Cluster.AddGroup("billing", 0, ["orders"]).Offsets[new MessageQueue("orders", "broker-a", 3)] = 5;
    }

    [Fact]
    public async Task Change_MoreQueuesAndPermission_IsDoneAndStandsInTheAudit()
    {
        await PrepareAuditAsync();
        var dialogs = OpenChange();
        dialogs.Find("[data-testid=change-apply]").HasAttribute("disabled").ShouldBeTrue();

        dialogs.Find("[data-testid=change-queues]").Input("6");
        dialogs.Find("[data-testid=change-perm]").Change("4");
        dialogs.Find("[data-testid=change-perm-effect]").TextContent.ShouldContain("producers are refused");
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();

        Cluster.Done.ShouldContain("change orders: 6 queues, - written, perm 4");
        dialogs.WaitForAssertion(() => dialogs.FindAll("[data-testid=change-topic-dialog]").ShouldBeEmpty());
        var entry = (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.Action, entry.Subject, entry.Outcome).ShouldBe((AuditActions.TopicUpdate, "orders", "done"));
    }

    [Fact]
    public async Task Change_FewerQueues_NamesWhatWouldBeHiddenAndAsks()
    {
        await PrepareAuditAsync();
        var dialogs = OpenChange();

        dialogs.Find("[data-testid=change-queues]").Input("2");
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();

        dialogs.WaitForElement("[data-testid=change-unread]").TextContent
            .ShouldContain("broker-a Q3: 2 messages that billing has not read");
        Cluster.Done.ShouldBeEmpty();
        dialogs.Find("[data-testid=change-apply]").HasAttribute("disabled").ShouldBeTrue();

        dialogs.Find("[data-testid=change-force]").Change(true);
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();
        Cluster.Done.ShouldContain("change orders: 2 queues, - written, perm -");
    }

    [Fact]
    public async Task Change_LeaveFirst_LowersWhatIsWrittenAlone()
    {
        await PrepareAuditAsync();
        var dialogs = OpenChange();
        dialogs.Find("[data-testid=change-queues]").Input("3");
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();

        await dialogs.WaitForElement("[data-testid=change-leave-first]").ClickAsync(new());
        dialogs.FindAll("[data-testid=change-unread]").ShouldBeEmpty();
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();

        Cluster.Done.ShouldContain("change orders: - queues, 3 written, perm -");
    }

    [Fact]
    public async Task Change_OtherNumberAfterTheWarning_AsksAnew()
    {
        await PrepareAuditAsync();
        var dialogs = OpenChange();
        dialogs.Find("[data-testid=change-queues]").Input("3");
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();
        dialogs.WaitForElement("[data-testid=change-force]").Change(true);

        dialogs.Find("[data-testid=change-queues]").Input("1");
        await dialogs.Find("[data-testid=change-topic-dialog]").SubmitAsync();

        dialogs.WaitForElement("[data-testid=change-unread]");
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public void Open_ReadOnlyCluster_CannotBeChanged()
    {
        Cluster.IsReadOnly = true;

        var button = Show().WaitForElement("[data-testid=topic-change]");
        button.HasAttribute("disabled").ShouldBeTrue();
        button.GetAttribute("title")!.ShouldContain("read-only");
    }

    private IRenderedComponent<RadzenDialog> OpenChange()
    {
        var dialogs = Render<RadzenDialog>();
        Show().WaitForElement("[data-testid=topic-change]:not([disabled])").Click();
        dialogs.WaitForElement("[data-testid=change-topic-dialog]");
        return dialogs;
    }

    private IRenderedComponent<TopicPage> Show() =>
        Render<TopicPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Topic, "orders"));
}
