using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Changes.Resets;
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
    public async Task Confirm_PressedAgainWhileItIsDone_DoesItOnce()
    {
        var gate = new TaskCompletionSource();
        var done = 0;
        var dialog = Render<ConfirmDialog>(with => with
            .Add(it => it.Text, "Something is deleted.")
            .Add(it => it.Action, "Delete it")
            .Add(it => it.Act, _ =>
            {
                done++;
                return gate.Task;
            }));
        var button = dialog.Find("[data-testid=confirm]");

        await dialog.InvokeAsync(() => (_, _) = (button.ClickAsync(new()), button.ClickAsync(new())));

        done.ShouldBe(1);
        gate.SetResult();
    }

    [Fact]
    public async Task Send_SubmittedAgainWhileItIsSent_SendsOnce()
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("orders", 1, 0);
        var gate = new TaskCompletionSource();
        Cluster.Gate = gate.Task;
        var dialog = Render<SendMessageDialog>(with => with.Add(it => it.Cluster, "embedded").Add(it => it.Topic, "orders"));

        var (first, second) = (dialog.Find("form").SubmitAsync(), dialog.Find("form").SubmitAsync());
        gate.SetResult();
        await Task.WhenAll(first, second);

        dialog.WaitForElement("[data-testid=send-result]");
        Cluster.Done.ShouldBe(["send 1 to orders"]);
    }

    [Fact]
    public async Task Create_SubmittedAgainWhileItIsMade_MakesItOnce()
    {
        await PrepareAuditAsync();
        var gate = new TaskCompletionSource();
        Cluster.Gate = gate.Task;
        var dialog = Render<CreateTopicDialog>(with => with.Add(it => it.Cluster, "embedded"));
        dialog.Find("[data-testid=topic-name]").Input("orders");

        var (first, second) = (dialog.Find("form").SubmitAsync(), dialog.Find("form").SubmitAsync());
        gate.SetResult();
        await Task.WhenAll(first, second);

        (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Undo_PressedAgainWhileItIsDone_UndoesOnce()
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddGroup("g", 60, ["orders"]);
        var reset = await Services.GetRequiredService<OffsetResets>().ApplyAsync(
            new ResetRequest("embedded", "g", null, null, ResetMode.Earliest), null, PageActor.Current, CancellationToken.None);
        var dialog = Render<UndoDialog>(with => with
            .Add(it => it.Cluster, "embedded").Add(it => it.Group, "g").Add(it => it.ResetId, reset.ResetId));
        var button = dialog.WaitForElement("[data-testid=undo-apply]");
        var gate = new TaskCompletionSource();
        Cluster.Gate = gate.Task;

        var (first, second) = (Task.CompletedTask, Task.CompletedTask);
        await dialog.InvokeAsync(() => (first, second) = (button.ClickAsync(new()), button.ClickAsync(new())));
        dialog.FindAll("[role=alert]").ShouldBeEmpty("the second would be refused: the first is not known to have ended");
        gate.SetResult();
        await Task.WhenAll(first, second);

        Cluster.Done.Count(what => what.StartsWith("reset", StringComparison.Ordinal)).ShouldBe(2, "the reset and its undo");
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
