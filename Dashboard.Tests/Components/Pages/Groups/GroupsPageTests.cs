using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Pages.Groups;
using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Groups;

public sealed class GroupsPageTests : ComponentTest
{
    public GroupsPageTests()
    {
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddGroup("alpha", 100, ["orders"], "c1");
        Cluster.AddGroup("beta", 10, ["orders"]);
    }

    [Fact]
    public void Open_Groups_NamesThatAreCutStandInTheTitle() =>
        Show().FindAll("[data-testid=group-row] th").ShouldAllBe(name => name.GetAttribute("title") == name.TextContent);

    [Fact]
    public void Open_Groups_WorstFirst() => Names(Show()).ShouldBe(["beta", "alpha"]);

    [Fact]
    public void Filter_OnlyLagging_LeavesTheOthersOut()
    {
        var page = Show();

        page.Find("[data-testid=only-lagging]").Change(true);

        page.WaitForAssertion(() => Names(page).ShouldBe(["beta"]));
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?lagging=1");
    }

    [Fact]
    public void Back_OtherView_IsTheOneShown()
    {
        var page = Show();
        page.Find("[data-testid=group-search]").Input("alp");
        page.WaitForAssertion(() => Names(page).ShouldBe(["alpha"]));

        Services.GetRequiredService<NavigationManager>().NavigateTo("clusters/embedded/groups?sort=name&dir=asc");

        page.WaitForAssertion(() => Names(page).ShouldBe(["alpha", "beta"]));
        page.Find("[data-testid=group-search]").GetAttribute("value").ShouldBe("");
    }

    [Fact]
    public void Search_Nothing_SaysSoAndLeadsBack()
    {
        var page = Show();

        page.Find("[data-testid=group-search]").Input("zzz");
        page.WaitForAssertion(() => page.Markup.ShouldContain("No group matches"));
        page.Find(".empty button").Click();

        page.WaitForAssertion(() => Names(page).Length.ShouldBe(2));
    }

    [Fact]
    public void Open_NoGroups_TeachesWhereTheyComeFrom()
    {
        Cluster.Groups.Clear();

        Show("[class=empty]").Markup.ShouldContain("Open Demo");
    }

    [Fact]
    public void Open_Brokers_OffsetsCanBeExportedAndImported()
    {
        var page = Show();

        page.Find("[data-testid=offsets-export]").HasAttribute("disabled").ShouldBeFalse();
        page.Find("[data-testid=offsets-import]").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public async Task Create_Group_IsConfiguredOnAllBrokersAndItsPageOpened()
    {
        await PrepareAuditAsync();
        var dialogs = Render<RadzenDialog>();
        Show().Find("[data-testid=group-create]").Click();
        dialogs.WaitForElement("[data-testid=group-create-apply]").HasAttribute("disabled").ShouldBeTrue();

        dialogs.Find("[data-testid=group-name]").Input(" gamma ");
        dialogs.Find("[data-testid=config-retryMaxTimes]").Input("3");
        dialogs.Find("[data-testid=config-broadcastEnabled]").Change(false);
        dialogs.Find("[data-testid=group-reason]").Change(" new team ");
        await dialogs.Find("[data-testid=create-group-dialog]").SubmitAsync();

        var expected = new GroupSettings("gamma", BroadcastEnabled: false, RetryMaxTimes: 3);
        Cluster.Groups["gamma"].Configs.Select(one => (one.Key, one.Value))
            .ShouldBe([("broker-a", expected), ("broker-b", expected)]);
        dialogs.WaitForAssertion(() => dialogs.FindAll("[data-testid=create-group-dialog]").ShouldBeEmpty());
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/clusters/embedded/groups/gamma?tab=config");
        var entry = (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.Action, entry.Subject, entry.Reason, entry.Outcome)
            .ShouldBe((AuditActions.GroupConfigure, "gamma", "new team", "done"));
    }

    [Fact]
    public async Task Create_GroupThatExists_IsRefusedAndStaysAsItIs()
    {
        await PrepareAuditAsync();
        var dialog = Render<CreateGroupDialog>(with => with.Add(it => it.Cluster, "embedded"));
        dialog.Find("[data-testid=group-name]").Input("alpha");

        await dialog.Find("form").SubmitAsync();

        dialog.WaitForElement("[data-testid=group-problem]").TextContent.ShouldContain("group 'alpha' exists already");
        Cluster.Done.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a b", "16")]
    [InlineData("gamma", "many")]
    [InlineData("", "16")]
    public async Task Create_WrongField_CannotBeDone(string name, string retries)
    {
        var dialog = Render<CreateGroupDialog>(with => with.Add(it => it.Cluster, "embedded"));

        dialog.Find("[data-testid=group-name]").Input(name);
        dialog.Find("[data-testid=config-retryMaxTimes]").Input(retries);
        await dialog.Find("form").SubmitAsync();

        dialog.Find("[data-testid=group-create-apply]").HasAttribute("disabled").ShouldBeTrue();
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public void ExportDialog_EachBroker_LeadsToItsFile()
    {
        BrokerView[] brokers = [new("broker-a", 0, "master", "127.0.0.1:10911", "online"), new("broker b", 0, "master", "x", "online")];

        var dialog = Render<ExportOffsetsDialog>(with => with
            .Add(shown => shown.Cluster, "embedded").Add(shown => shown.Brokers, brokers));

        var links = dialog.FindAll("[data-testid=offsets-download]");
        links.Select(link => link.GetAttribute("href")).ShouldBe(
        [
            "api/v1/clusters/embedded/brokers/broker-a/consumer-offsets", "api/v1/clusters/embedded/brokers/broker%20b/consumer-offsets",
        ]);
        links.Select(link => link.GetAttribute("download")).ShouldAllBe(name => name == "consumerOffset.json");
    }

    private static string?[] Names(IRenderedComponent<GroupsPage> page) =>
        [.. page.FindAll("[data-testid=group-row]").Select(row => row.GetAttribute("data-group"))];

    private IRenderedComponent<GroupsPage> Show(string awaited = "[data-testid=group-row]")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("clusters/embedded/groups");
        var page = Render<GroupsPage>(with => with.Add(shown => shown.Cluster, "embedded"));
        page.WaitForElement(awaited);
        return page;
    }
}
