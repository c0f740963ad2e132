using Engine.Broker.Pulling;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Scenarios;

/// <summary>What any client of RocketMQ may ask broker-a about a queue of it.</summary>
internal sealed class BrokerQuestions(ScenarioCluster cluster, string group, string topic)
{
    internal async Task CommitAsync(int queueId, long offset)
    {
        var header = new UpdateConsumerOffsetHeader { ConsumerGroup = group, Topic = topic, QueueId = queueId, CommitOffset = offset };
        var answer = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.UpdateConsumerOffset, header));
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
    }

    /// <summary>The offset that the broker tells the group to begin at; null when it knows none.</summary>
    internal async Task<long?> QueryAsync(int queueId, bool? zeroIfNotFound = null)
    {
        var header = new QueryConsumerOffsetHeader
        {
            ConsumerGroup = group,
            Topic = topic,
            QueueId = queueId,
            SetZeroIfNotFound = zeroIfNotFound,
        };
        var answer = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.QueryConsumerOffset, header));
        if (answer.Code == ResponseCode.QueryNotFound)
            return null;

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer.ReadHeader<OffsetResponseHeader>().Offset;
    }

    /// <summary>Pulls from queue 0, everything that is subscribed.</summary>
    internal Task<RemotingCommand> PullAsync(long offset, int flags = 0, long commit = 0, long suspendMillis = 15_000) =>
        cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.PullMessage, new PullMessageHeader
        {
            ConsumerGroup = group,
            Topic = topic,
            QueueId = 0,
            QueueOffset = offset,
            MaxMsgNums = 32,
            SysFlag = PullFlags.Subscription | flags,
            CommitOffset = commit,
            SuspendTimeoutMillis = suspendMillis,
            Subscription = "*",
            SubVersion = 1,
        }));
}
