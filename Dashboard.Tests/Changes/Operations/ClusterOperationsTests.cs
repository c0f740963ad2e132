using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Tests.Components;
using Engine.Admin;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Dashboard.Tests.Changes.Operations;

public sealed class ClusterOperationsTests : ComponentTest
{
    private static readonly Actor Actor = new("local", "api");

    private readonly IClusterChanger _changer = Substitute.For<IClusterChanger>();

    [Theory]
    [InlineData(AdminErrorKind.Conflict, "refused")]
    [InlineData(AdminErrorKind.GroupNotFound, "refused")]
    [InlineData(AdminErrorKind.NotReady, "refused")]
    [InlineData(AdminErrorKind.Unreachable, "failed")]
    [InlineData(AdminErrorKind.Refused, "failed")]
    public async Task DeleteGroupAsync_DoesNotSucceed_TellsWhetherAnythingMayBeGone(AdminErrorKind kind, string outcome)
    {
        await PrepareAuditAsync();
        _changer.DeleteGroupAsync("g", Arg.Any<CancellationToken>()).Returns(Task.FromException(new AdminException(kind, "it is so")));

        var failure = await Should.ThrowAsync<AdminException>(
            Operations().DeleteGroupAsync("embedded", "g", Actor, null, CancellationToken.None));

        failure.Kind.ShouldBe(kind);
        var entry = await EntryAsync();
        (entry.Outcome, entry.Detail).ShouldBe((outcome, "it is so"));
    }

    [Theory]
    [InlineData("topic.create")]
    [InlineData("topic.update")]
    [InlineData("topic.delete")]
    [InlineData("group.configure")]
    [InlineData("group.delete")]
    public async Task Change_AskerMayLeave_GoesThroughOnceItsEntryStands(string action)
    {
        await PrepareAuditAsync();
        Cluster.AddTopic("orders", 1, 10);
        using var asker = new CancellationTokenSource();
        var (operations, token) = (Operations(), asker.Token);

        await (action switch
        {
            "topic.create" => operations.CreateTopicAsync("embedded", new TopicSettings("new", 1), Actor, null, token),
            "topic.update" => operations.UpdateTopicAsync("embedded", new TopicChange("orders") { Queues = 1 }, force: true, Actor, token),
            "topic.delete" => operations.DeleteTopicAsync("embedded", "orders", Actor, null, token),
            "group.configure" => operations.SaveGroupAsync("embedded", new GroupSettings("g"), null, Actor, null, token),
            _ => operations.DeleteGroupAsync("embedded", "g", Actor, null, token),
        });

        (await EntryAsync()).Action.ShouldBe(action);
        _changer.ReceivedCalls().ShouldHaveSingleItem().GetArguments().OfType<CancellationToken>().ShouldHaveSingleItem()
            .CanBeCanceled.ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_AskerMayLeave_StopsAndSaysHowManyWent()
    {
        await PrepareAuditAsync();
        using var asker = new CancellationTokenSource();
        var message = new Message { Topic = "orders", Body = new byte[] { 1 } };
        _changer.SendAsync(message, 9, asker.Token).Returns(Task.FromResult(new SendSummary(4, 5, null, "given up")));

        await Operations().SendAsync("embedded", message, 9, Actor, asker.Token);

        var entry = await EntryAsync();
        (entry.Outcome, entry.Detail).ShouldBe(("partly done", "4 sent, 5 failed: given up"));
    }

    private ClusterOperations Operations()
    {
        var clusters = new ClusterRegistry([new RegisteredCluster(Cluster, _changer)]);
        return new ClusterOperations(clusters, new ClusterChangers(clusters), Services.GetRequiredService<AuditedChange>());
    }

    private async Task<AuditRecord> EntryAsync() =>
        (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
}
