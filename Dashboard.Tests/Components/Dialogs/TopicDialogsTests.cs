using Bunit;
using Dashboard.Changes.Operations;
using Dashboard.Components.Dialogs;
using Engine.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class TopicDialogsTests : ComponentTest
{
    [Fact]
    public async Task Create_TopicThatExists_IsRefusedAndStaysAsItIs()
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("orders", 2, 100);
        var before = Cluster.Max.Count;
        var dialog = Render<CreateTopicDialog>(with => with.Add(it => it.Cluster, "embedded").Add(it => it.Brokers, 2));
        dialog.Find("[data-testid=topic-name]").Input("orders");

        await dialog.Find("form").SubmitAsync();

        dialog.WaitForElement("[role=alert]").TextContent.ShouldContain("topic 'orders' exists already");
        Cluster.Max.Count.ShouldBe(before);
    }

    [Fact]
    public void Create_BrokersNotKnownYet_ShowsNoNumberOfThem()
    {
        var dialog = Render<CreateTopicDialog>(with => with.Add(it => it.Cluster, "embedded"));

        dialog.Find(".dialog-lead").TextContent.ShouldContain("on each of its brokers");
        dialog.Markup.ShouldNotContain("0 in all");
    }

    [Fact]
    public async Task Confirm_FailureNobodyForesaw_EndsInASentence()
    {
        var dialog = Render<ConfirmDialog>(with => with
            .Add(it => it.Text, "Something is deleted.")
            .Add(it => it.Action, "Delete it")
            .Add(it => it.Act, _ => throw new ObjectDisposedException("channel")));

        await dialog.Find("[data-testid=confirm]").ClickAsync(new());

        dialog.WaitForElement("[role=alert]").TextContent.ShouldContain("not foreseen");
    }

    [Fact]
    public void Send_Body_IsNoLongerThanThePagesConnectionTakes() =>
        int.Parse(
                Render<SendMessageDialog>(with => with.Add(it => it.Cluster, "embedded").Add(it => it.Topic, "orders"))
                    .Find("[data-testid=send-body]").GetAttribute("maxlength")!,
                System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeInRange(1, SendMessageDialog.MostBytes / 8);

    [Fact]
    public async Task EnsureTopic_TopicThatExists_LeavesItAlone()
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("orders", 2, 100);
        var operations = Services.GetRequiredService<ClusterOperations>();

        await operations.EnsureTopicAsync("embedded", "orders", 8, PageActor.Current, CancellationToken.None);
        await Should.ThrowAsync<AdminException>(
            operations.CreateTopicAsync("embedded", new("no good name!", 4), PageActor.Current, null, CancellationToken.None));

        Cluster.Max.Count.ShouldBe(4);
    }
}
