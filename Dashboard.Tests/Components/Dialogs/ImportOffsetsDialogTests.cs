using Bunit;
using Dashboard.Components.Dialogs;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Microsoft.AspNetCore.Components.Forms;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ImportOffsetsDialogTests : ComponentTest
{
    private static readonly MessageQueue First = new("orders", "broker-a", 0);

    public ImportOffsetsDialogTests()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddGroup("g", 60, ["orders"], "c1");
        Cluster.AddGroup("offline", 60, ["orders"]);
    }

    [Fact]
    public void File_Chosen_SaysPerQueueWhatWillHappenAndChangesNothing()
    {
        var dialog = Show();

        Choose(dialog, """{"offsetTable":{"orders@g":{0:10,1:70},"orders@offline":{0:60},"orders@new":{0:200}}}""");

        dialog.FindAll("[data-testid=import-plan-row]")
            .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))
            .ShouldBe(
            [
                "g orders Q0 60 10 replays 50 90", "g orders Q1 60 70 skips 10 30",
                "new orders Q0 — 100 gets an offset · clamped: 200 is beyond the queue's end, 100 0", "offline orders Q0 60 60 stays 40",
            ]);
        dialog.Find("[data-testid=import-sum]").TextContent
            .ShouldBe("3 queues of 2 groups: 50 messages will be consumed again, 10 skipped.");
        dialog.Markup.ShouldContain("1 group is online: its members jump to the new offsets at once.");
        dialog.Markup.ShouldContain("1 queue stays as it is.");
        dialog.Find("[data-testid=import-apply]").TextContent.ShouldBe("Import 3 queues");
        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public void Broker_ChosenAfterTheFile_IsPreviewedAnew()
    {
        var dialog = Show();
        Choose(dialog, """{"offsetTable":{"orders@g":{"0":10}}}""");
        Cluster.Change(() => Cluster.Groups["g"].Offsets[First with { BrokerName = "broker-b" }] = 30);

        dialog.Find("[data-testid=import-broker]").Change("broker-b");

        dialog.WaitForAssertion(() => dialog.Find("[data-testid=import-plan-row]").TextContent.ShouldContain("replays 20"));
    }

    [Fact]
    public async Task Apply_Preview_ShowsTheResultPerQueueAndLeadsToWhatWasBefore()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Choose(dialog, """{"offsetTable":{"orders@g":{"0":10},"orders@offline":{"1":60}}}""");

        await dialog.Find("[data-testid=import-apply]").ClickAsync(new());

        dialog.WaitForElements("[data-testid=import-result] [data-testid=import-result-row]").Count.ShouldBe(2);
        dialog.Markup.ShouldContain("1 queue imported.");
        dialog.Find("[data-testid=import-before]").GetAttribute("href")
            .ShouldBe("api/v1/clusters/embedded/brokers/broker-a/consumer-offsets?before=1");
        Cluster.Groups["g"].Offsets[First].ShouldBe(10);
        Cluster.Done.ShouldBe(["reset 1 queues of g"]);
    }

    [Fact]
    public async Task Apply_OffsetsDrifted_ChangesNothingAndLocksTheFreshPreviewUntilItIsSeen()
    {
        await PrepareAuditAsync();
        var dialog = Show();
        Choose(dialog, """{"offsetTable":{"orders@g":{"0":10}}}""");
        Cluster.Change(() => Cluster.Groups["g"].Offsets[First] = 40);

        await dialog.Find("[data-testid=import-apply]").ClickAsync(new());

        dialog.WaitForElement("[data-testid=import-problem]").TextContent.ShouldContain("the offset was 60, it is 40");
        dialog.Find("[data-testid=import-plan-row]").TextContent.ShouldContain("replays 30");
        dialog.Find("[data-testid=import-apply]").HasAttribute("disabled").ShouldBeTrue();
        dialog.Find("[data-testid=import-apply]").TextContent.ShouldBe("Import 1 queue as shown now");
        Cluster.Done.ShouldBeEmpty();

        dialog.Find("[data-testid=import-acknowledge]").Change(true);
        await dialog.Find("[data-testid=import-apply]").ClickAsync(new());

        dialog.WaitForElement("[data-testid=import-result]");
        Cluster.Groups["g"].Offsets[First].ShouldBe(10);
    }

    [Fact]
    public void File_ThatDoesNotFit_NamesEveryEntry()
    {
        var dialog = Show();

        Choose(dialog, """{"offsetTable":{"orders@g":{"7":1},"gone@g":{"0":1}}}""", "[data-testid=import-problem]");

        dialog.FindAll("[data-testid=import-problem] li").Select(fault => fault.TextContent.Split(':')[0])
            .ShouldBe(["offsetTable.gone@g", "offsetTable.orders@g.7"]);
        dialog.FindAll("[data-testid=import-plan]").ShouldBeEmpty();
        dialog.Find("[data-testid=import-apply]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void File_ThatIsNone_SaysSo()
    {
        var dialog = Show();

        Choose(dialog, "nonsense", "[data-testid=import-problem]");

        dialog.Find("[data-testid=import-problem]").TextContent.ShouldContain("cannot be read as JSON");
    }

    [Fact]
    public void File_ChosenAfterAWrongOne_TakesItsProblemAway()
    {
        var dialog = Show();
        Choose(dialog, "nonsense", "[data-testid=import-problem]");

        Choose(dialog, """{"offsetTable":{"orders@g":{"0":10}}}""");

        dialog.FindAll("[data-testid=import-problem]").ShouldBeEmpty();
    }

    [Fact]
    public void BroadcastingGroup_IsRefusedInItsRow()
    {
        Cluster.Groups["g"].Model = MessageModel.Broadcasting;
        var dialog = Show();

        Choose(dialog, """{"offsetTable":{"orders@g":{"0":10}}}""");

        dialog.Find("[data-testid=import-plan-row]").TextContent.ShouldContain("refused · the group is broadcasting");
        dialog.Find("[data-testid=import-sum]").TextContent.ShouldBe("Nothing to do: no queue would be set.");
        dialog.Find("[data-testid=import-apply]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void BigSkip_NeedsTheBrokersName()
    {
        Cluster.AddTopic("orders", 2, 1_000_000);
        var dialog = Show();
        Choose(dialog, """{"offsetTable":{"orders@g":{"0":900000}}}""");
        dialog.Find("[data-testid=import-apply]").HasAttribute("disabled").ShouldBeTrue();

        dialog.Find("[data-testid=import-confirm]").Input("broker-a");

        dialog.Find("[data-testid=import-apply]").HasAttribute("disabled").ShouldBeFalse();
    }

    private static void Choose(IRenderedComponent<ImportOffsetsDialog> dialog, string text, string awaited = "[data-testid=import-plan]")
    {
        dialog.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "consumerOffset.json"));
        dialog.WaitForElement(awaited);
    }

    private IRenderedComponent<ImportOffsetsDialog> Show() => Render<ImportOffsetsDialog>(with => with
        .Add(dialog => dialog.Cluster, "embedded").Add(dialog => dialog.Brokers, ["broker-a", "broker-b"]));
}
