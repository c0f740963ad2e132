using Engine.Admin;
using Engine.Admin.Topics;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Topics;

public sealed class TopicReaderTests
{
    private readonly ScriptedCluster _cluster = new();

    public TopicReaderTests() => _cluster.WithRoute(queues: 1).WithProgress(
        Progress("broker-a", [Group("g", [], Queue("orders", 0, 0, 9, 4))], Bounds("orders", 0, 0, 9), Bounds("%DLQ%g", 0, 0, 0)),
        Progress("broker-b", [Group("h", [], Queue("orders", 0, 0, 7, 1))], Bounds("orders", 0, 0, 7), Bounds("embedded", 0, 0, 0)));

    [Fact]
    public async Task ListAsync_Topics_HaveTypeQueuesOffsetsAndGroups()
    {
        var topics = await _cluster.Admin.ListTopicsAsync(CancellationToken.None);

        topics.ShouldBe(
        [
            new("%DLQ%g", TopicType.Dlq, 1, 0, 0), new("embedded", TopicType.System, 1, 0, 0), new("orders", TopicType.Normal, 2, 16, 2),
        ]);
    }

    [Fact]
    public async Task ListAsync_ClusterKnowsItselfByAnotherName_ItsOwnTopicsAreTheSystems()
    {
        _cluster.WithNames("DefaultCluster").WithProgress(
            Progress("broker-a", [], Bounds("DefaultCluster", 0, 0, 0), Bounds("DefaultCluster_REPLY_TOPIC", 0, 0, 0)),
            Progress("broker-b", [], Bounds("orders", 0, 0, 0)));

        var topics = await _cluster.Admin.ListTopicsAsync(CancellationToken.None);

        topics.Select(topic => topic.Type).ShouldBe([TopicType.System, TopicType.System, TopicType.Normal]);
        var refusal = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.DeleteTopicAsync("DefaultCluster", CancellationToken.None));
        refusal.Message.ShouldContain("the cluster's own");
    }

    [Fact]
    public async Task ReadAsync_Topic_HasRoutesQueuesAndGroups()
    {
        var topic = await _cluster.Admin.GetTopicAsync("orders", CancellationToken.None);

        topic.Routes.ShouldBe([new("broker-a", BrokerA, 1, 1, 6), new("broker-b", BrokerB, 1, 1, 6)]);
        topic.Queues.ShouldBe([new("broker-a", 0, 0, 9, null), new("broker-b", 0, 0, 7, null)]);
        topic.Groups.ShouldBe(["g", "h"]);
    }

    [Fact]
    public async Task ReadAsync_UnknownTopic_IsTopicNotFound()
    {
        var admin = new ScriptedCluster().Admin;

        var failure = await Should.ThrowAsync<AdminException>(() => admin.GetTopicAsync("orders", CancellationToken.None));

        (failure.Kind, failure.Field).ShouldBe((AdminErrorKind.TopicNotFound, "topic"));
    }
}
