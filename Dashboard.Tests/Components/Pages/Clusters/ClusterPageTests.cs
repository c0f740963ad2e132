using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Clusters;
using Dashboard.Components.Pages.Clusters;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Clusters;

public sealed class ClusterPageTests : ComponentTest
{
    public ClusterPageTests()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddGroup("billing", 50, ["orders"], "c1");
        Cluster.Runtimes["broker-a"] = new()
        {
            ["brokerVersionDesc"] = "V4_9_8",
            ["bootTimestamp"] = $"{Clock.GetUtcNow().AddMinutes(-3).ToUnixTimeMilliseconds()}",
            ["putTps"] = "12.6 3.0 ",
            ["getTransferedTps"] = "8.0  ",
            ["commitLogMinOffset"] = "1024",
            ["commitLogMaxOffset"] = "3072",
            ["remainHowManyDataToFlush"] = "4.0 KiB",
            ["commitLogDiskRatio"] = "0.92",
        };
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Brokers_OneAnswersAndOneIsSilent_AreShownWithWhatIsKnown()
    {
        var page = Show();

        page.WaitForAssertion(() => page.FindAll("[data-testid=broker-row]").Count.ShouldBe(2));
        var known = page.Find("[data-broker=broker-a]").TextContent;
        foreach (var text in (string[])["V4_9_8", "3 m 00 s ago", "13", "8.0", "2.0 KiB", "4.0 KiB", "92"])
        {
            known.ShouldContain(text);
        }

        page.Find("[data-testid=broker-problem]").TextContent.ShouldBe("broker-b did not answer.");
        page.Find("[data-testid=brokers-online]").TextContent.ShouldBe("2 of 2");
        page.Find("[data-testid=server-state]").TextContent.ShouldBe("online");
    }

    [Fact]
    public void Detail_OfTheChosenBroker_ShowsKeysAndHidesSecrets()
    {
        var page = Show();
        page.WaitForElement("[data-testid=config-table] tbody tr");

        page.Find("[data-testid=config-table]").TextContent.ShouldContain("ASYNC_FLUSH");
        page.Find("[data-testid=config-table]").TextContent.ShouldContain("hidden");
        page.FindAll("[data-testid=runtime-table] tbody tr").Count.ShouldBe(8);
        page.Find("[data-testid=broker-search]").Input("commitlogm");
        page.FindAll("[data-testid=runtime-table] tbody tr").Count.ShouldBe(2);

        page.FindAll("[data-testid=broker-choose]")[1].Click();

        Navigation.Uri.ShouldEndWith("?broker=broker-b");
        page.Find("#runtime").TextContent.ShouldBe("broker-b");
    }

    [Theory]
    [InlineData("node-stop", "Stop broker-b", "Nothing is lost", "node.stop", "Stop broker-b", "stopped")]
    [InlineData("node-kill", "Kill broker-b", "Offsets of its last 5 s", "node.kill", "Kill broker-b", "killed")]
    public async Task Node_StoppedOrKilled_TellsTheEffectFirstAndStandsInTheAudit(
        string button, string action, string effect, string audited, string done, string state)
    {
        await PrepareAuditAsync();
        var dialogs = Render<RadzenDialog>();
        var page = Show();
        page.WaitForElement("[data-testid=broker-row]");

        _ = page.Find($"[data-testid={button}][data-node=broker-b]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=confirm]").TextContent.ShouldBe(action);
        dialogs.Markup.ShouldContain("2 queues of 1 topic with 200 messages can be neither read nor written.");
        dialogs.Markup.ShouldContain("1 group reads from it now");
        dialogs.Markup.ShouldContain(effect);
        Cluster.Done.ShouldBeEmpty();
        dialogs.Find("[data-testid=confirm-reason]").Change(" a drill ");
        await dialogs.Find("[data-testid=confirm]").ClickAsync(new());

        page.WaitForAssertion(() => page.Find("[data-broker=broker-b]").GetAttribute("data-state").ShouldBe(state));
        Cluster.Done.ShouldBe([done]);
        var entry = (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.Action, entry.Subject, entry.Reason, entry.Outcome).ShouldBe((audited, "broker-b", "a drill", "done"));
    }

    [Fact]
    public async Task Node_Stopped_IsStartedAlsoWithoutAReason()
    {
        await PrepareAuditAsync();
        var dialogs = Render<RadzenDialog>();
        Cluster.Nodes[2] = Cluster.Nodes[2] with { State = NodeState.Killed };
        var page = Show();
        page.WaitForElement("[data-testid=node-start]");
        page.Find("[data-broker=broker-b]").GetAttribute("data-state").ShouldBe("killed");
        page.FindAll("[data-testid=node-stop][data-node=broker-b]").ShouldBeEmpty();

        _ = page.Find("[data-testid=node-start]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=confirm]").TextContent.ShouldBe("Start broker-b");
        await dialogs.Find("[data-testid=confirm]").ClickAsync(new());

        Cluster.Done.ShouldBe(["Start broker-b"]);
        page.WaitForAssertion(() => page.Find("[data-broker=broker-b]").GetAttribute("data-state").ShouldBe("online"));
        var entry = (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.Action, entry.Reason).ShouldBe(("node.start", null));
    }

    [Fact]
    public void NameServer_Silent_LeavesTheNodesAndItsStartButton()
    {
        Cluster.IsNameServerSilent = true;
        Cluster.Nodes[0] = Cluster.Nodes[0] with { State = NodeState.Stopped };

        var page = Show();

        page.WaitForAssertion(() => page.Find("[data-testid=problems]").TextContent.ShouldContain("No name server answered"));
        page.FindAll("[data-testid=broker-state]").Select(chip => chip.TextContent).ShouldBe(["not registered", "not registered"]);
        page.FindAll("[data-testid=node-start][data-node=name-server]").Count.ShouldBe(1);
    }

    [Fact]
    public void Remote_ThatDoesNotAnswer_IsShownWithItsNameServersAndNoAction()
    {
        Cluster.Kind = ClusterKind.Remote;
        Cluster.IsNameServerSilent = true;
        Cluster.Nodes.Clear();

        var page = Show();

        page.WaitForAssertion(() => page.Find("[data-testid=problems]").TextContent.ShouldContain("No name server answered"));
        page.Find("[data-testid=server-row] th").TextContent.ShouldBe("127.0.0.1:9876");
        page.Find("[data-testid=server-state]").ClassList.ShouldContain("bad");
        page.FindAll("[data-testid^=node-]").ShouldBeEmpty();
    }

    [Fact]
    public void Cluster_ReadOnly_OffersNoAction()
    {
        Cluster.IsReadOnly = true;

        var page = Show();

        page.WaitForElement("[data-testid=broker-row]");
        page.FindAll("[data-testid=node-stop], [data-testid=node-kill]").ShouldBeEmpty();
    }

    private IRenderedComponent<ClusterPage> Show()
    {
        Navigation.NavigateTo("clusters/embedded");
        return Render<ClusterPage>(with => with.Add(shown => shown.Cluster, "embedded"));
    }
}
