using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Admin.Foreign;

/// <summary>Figures made of the very bytes that RocketMQ 4.9.8 sent.</summary>
[Trait("Behaviour", "H1")]
public sealed class RecordedFiguresTests
{
    private readonly ForeignCluster _cluster = new();

    public RecordedFiguresTests()
    {
        _cluster.Answer(
            RequestCode.GetAllSubscriptionGroupConfig,
            _ => RecordedAnswers.Of("c-getConsumerConfig.jsonl", RequestCode.GetAllSubscriptionGroupConfig));
        _cluster.Answer(RequestCode.GetTopicStatsInfo, request => request.ReadHeader<TopicHeader>().Topic == "RecTopic"
            ? RecordedAnswers.Of("c-topicStatus.jsonl", RequestCode.GetTopicStatsInfo)
            : RemotingCommand.Answer(ResponseCode.TopicNotExist, "no such topic"));
        _cluster.Offsets["RecTopic@AdmCG"] = new Dictionary<int, long> { [0] = 3, [1] = 6, [2] = 3, [3] = 4 };
        _cluster.Offsets["RecTopic@RecOrd"] = new Dictionary<int, long> { [1] = 2, [2] = 2, [3] = 1 };
    }

    [Fact]
    public async Task ReadGroupAsync_OnlineGroup_IsReadFromTheRecordedAnswers()
    {
        _cluster.Answer(
            RequestCode.GetConsumerConnectionList,
            _ => RecordedAnswers.Of("c-consumerConnection.jsonl", RequestCode.GetConsumerConnectionList));
        _cluster.Answer(RequestCode.GetConsumeStats, _ => RecordedAnswers.Of("c-consumerProgress.jsonl", RequestCode.GetConsumeStats));
        _cluster.Answer(RequestCode.GetConsumerRunningInfo, _ => RemotingCommand.Success(body: new ConsumerRunningInfoBody
        {
            MqTable = new Dictionary<MessageQueue, ProcessQueueInfo>
            {
                [new MessageQueue("RecTopic", "broker-a", 0)] = new(),
                [new MessageQueue("RecTopic", "broker-a", 1)] = new() { Dropped = true },
            },
        }));

        var group = await _cluster.Scripted.Admin.ReadGroupProgressAsync("AdmCG", CancellationToken.None);

        const string client = "192.0.2.2@2103#2263295722749";
        var member = group.Members.ShouldHaveSingleItem();
        (member.ClientId, member.Language, member.Version).ShouldBe((client, "JAVA", "V4_9_8"));
        (group.Model, group.Type).ShouldBe((MessageModel.Clustering, ConsumeType.Passively));
        group.SwitchedOffOn.ShouldBeEmpty();
        group.Queues.Select(queue => (queue.Queue.QueueId, queue.BrokerOffset, queue.ConsumerOffset, QueueLag.Of(queue), queue.Owner))
            .ShouldBe([(0, 3, 3, 0, client), (1, 6, 6, 0, null), (2, 3, 3, 0, null), (3, 4, 4, 0, null)]);
        group.Queues[0].LastConsumedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1795227016112));
        group.Queues.ShouldAllBe(queue => queue.NextStoredAt == null && queue.PulledOffset == null);
    }

    [Fact]
    public async Task ReadGroupAsync_OfflineGroup_AQueueWithoutAnOffsetIsNotOneAtZero()
    {
        _cluster.Answer(
            RequestCode.GetConsumerConnectionList,
            _ => RecordedAnswers.Of("c-consumerConnection-offline.jsonl", RequestCode.GetConsumerConnectionList));
        _cluster.Answer(
            RequestCode.GetConsumeStats, _ => RecordedAnswers.Of("c-consumerProgress-offline.jsonl", RequestCode.GetConsumeStats));
        _cluster.Answer(RequestCode.QueryConsumeTimeSpan, _ => RemotingCommand.Answer(ResponseCode.SystemError, "no time"));

        var group = await _cluster.Scripted.Admin.ReadGroupProgressAsync("RecOrd", CancellationToken.None);

        group.Members.ShouldBeEmpty();
        group.Queues.Select(queue => (queue.ConsumerOffset, QueueLag.Of(queue))).ShouldBe([(null, null), (2, 4), (2, 1), (1, 3)]);
        group.Queues.Select(queue => queue.LastConsumedAt?.ToUnixTimeMilliseconds())
            .ShouldBe([null, 1795226933146, 1795226933152, 1795226916905]);
        group.Queues.Select(queue => queue.NextStoredAt?.ToUnixTimeMilliseconds()).ShouldBe([null, null, 1795226999569, null]);
    }

    [Fact]
    public async Task ListGroupsAsync_RecordedTable_LeavesRocketMqsOwnOut()
    {
        (await _cluster.Scripted.Admin.ListGroupsAsync(CancellationToken.None)).ShouldContain("RecOrd");
        (await _cluster.Scripted.Admin.ListGroupsAsync(CancellationToken.None)).ShouldNotContain("CID_ONSAPI_OWNER");
    }
}
