using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Conformance;

/// <summary>
/// The producer and the consumer that were connected while the commands of mqadmin were recorded, and the messages that were sent between
/// two recordings: their frames are in no file.
/// </summary>
internal sealed class Bystanders(ReplayCluster cluster)
{
    private const string Topic = "RecTopic";
    private const string Group = "AdmCG";
    private const string RetryTopic = "%RETRY%AdmCG";

    private readonly FrameConnection _producer = cluster.Connect(10911);
    private readonly FrameConnection _consumer = cluster.Connect(10911);

    /// <summary>Both tell that they are there.</summary>
    internal async Task HeartbeatAsync(long version)
    {
        await ReplayCluster.TellAsync(_producer, RemotingCommand.Request(RequestCode.HeartBeat, body: new HeartbeatBody
        {
            ClientID = "192.0.2.2@2102#2263320329926",
            ConsumerDataSet = [],
            ProducerDataSet = [new ProducerData { GroupName = "AdmPG" }],
        }) with
        { Language = LanguageCode.Java, Version = 409 });
        await ReplayCluster.TellAsync(_consumer, RemotingCommand.Request(RequestCode.HeartBeat, body: new HeartbeatBody
        {
            ClientID = "192.0.2.2@2103#2263295722749",
            ProducerDataSet = [],
            ConsumerDataSet =
            [
                new ConsumerData
                {
                    GroupName = Group,
                    ConsumeType = ConsumeType.Passively,
                    MessageModel = MessageModel.Clustering,
                    ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
                    SubscriptionDataSet = [All(Topic, version), All(RetryTopic, 1_795_227_081_977)],
                },
            ],
        }) with
        { Language = LanguageCode.Java, Version = 409 });
    }

    /// <summary>The consumer has consumed so far, by queue.</summary>
    internal async Task CommitAsync(params long[] offsets)
    {
        await CommitAsync(RetryTopic, 0, 0);
        for (var queueId = 0; queueId < offsets.Length; queueId++)
            await CommitAsync(Topic, queueId, offsets[queueId]);
    }

    internal Task SendAsync(int queueId, string properties, byte[] body, string topic = Topic, int sysFlag = 0) =>
        ReplayCluster.TellAsync(
            _producer,
            RemotingCommand.Request(RequestCode.SendMessageV2, new SendMessageHeader
            {
                ProducerGroup = "AdmPG",
                Topic = topic,
                DefaultTopic = "TBW102",
                DefaultTopicQueueNums = 4,
                QueueId = queueId,
                SysFlag = sysFlag,
                BornTimestamp = 1_795_226_999_558,
                Flag = 0,
                Properties = properties,
            }) with
            { Body = body });

    /// <summary>A message that is prepared and committed.</summary>
    internal async Task SendInTransactionAsync(int queueId)
    {
        var place = cluster.Tables.Store.MaxPhysicalOffset;
        await SendAsync(queueId, "TRAN_MSG\u0001true\u0002PGROUP\u0001AdmPG\u0002UNIQ_KEY\u0001TX0", [1]);
        await ReplayCluster.TellAsync(_producer, RemotingCommand.Request(RequestCode.EndTransaction, new EndTransactionHeader
        {
            ProducerGroup = "AdmPG",
            TranStateTableOffset = 0,
            CommitLogOffset = place,
            CommitOrRollback = 8,
            MsgId = "TX0",
        }));
    }

    /// <summary>Messages of no interest, so that the commit log ends where it ended when the next frames were recorded.</summary>
    internal Task FillUpToAsync(long end, string properties = "")
    {
        const string topic = "BenchmarkTest";
        var empty = 91 + topic.Length + PropertyString.With(properties, "CLUSTER", "DefaultCluster").Length;
        var length = (int)(end - cluster.Tables.Store.MaxPhysicalOffset) - empty;
        length.ShouldBePositive($"the commit log ends at {cluster.Tables.Store.MaxPhysicalOffset}, wanted is {end}");
        return SendAsync(0, properties, new byte[length], topic);
    }

    private Task CommitAsync(string topic, int queueId, long offset) =>
        ReplayCluster.TellAsync(_consumer, RemotingCommand.Request(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = Group,
            Topic = topic,
            QueueId = queueId,
            CommitOffset = offset,
        }));

    private static SubscriptionData All(string topic, long version) =>
        Engine.Protocol.Filters.TagExpression.Parse(topic, "*")! with { SubVersion = version };
}
