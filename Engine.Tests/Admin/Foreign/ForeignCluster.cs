using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Foreign;

/// <summary>A scripted cluster whose broker-a is one of RocketMQ's, with tables that a test fills, and whose broker-b is ours.</summary>
internal sealed class ForeignCluster
{
    internal ForeignCluster()
    {
        Scripted.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        Answer(RequestCode.GetQueueProgress, _ => RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, " request type 30001"));
        Answer(RequestCode.AwaitChange, _ => RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, " request type 30002"));
        Answer(RequestCode.GetAllSubscriptionGroupConfig, _ => RemotingCommand.Success(body: new SubscriptionGroupTableBody
        {
            DataVersion = new DataVersion(),
            SubscriptionGroupTable = Groups.ToDictionary(name => name, name => new SubscriptionGroupConfig { GroupName = name }),
        }));
        Answer(RequestCode.GetAllConsumerOffset, _ => RemotingCommand.Success(body: new ConsumerOffsetBody { OffsetTable = Offsets }));
        Answer(RequestCode.GetAllTopicConfig, _ => RemotingCommand.Success(body: new TopicConfigTableBody
        {
            DataVersion = new DataVersion(),
            TopicConfigTable = Topics.ToDictionary(topic => topic.Key, topic => new TopicConfig { TopicName = topic.Key }),
        }));
        Answer(RequestCode.GetTopicStatsInfo, request => Stats(request.ReadHeader<TopicHeader>().Topic));
        Scripted.Remoting.On(
            BrokerB, RequestCode.GetTopicStatsInfo, _ => RemotingCommand.Answer(ResponseCode.TopicNotExist, "no such topic"));
        Answer(RequestCode.GetConsumerConnectionList, _ => RemotingCommand.Answer(ResponseCode.ConsumerNotOnline, "not online"));
        Answer(RequestCode.GetConsumeStats, _ => RemotingCommand.Success(
            body: new ConsumeStatsBody { OffsetTable = new Dictionary<MessageQueue, OffsetWrapper>() }));
    }

    internal ScriptedCluster Scripted { get; } = new();

    internal List<string> Groups { get; } = [];

    internal Dictionary<string, IReadOnlyDictionary<int, long>> Offsets { get; } = [];

    /// <summary>Max offset of the one queue of each topic.</summary>
    internal SortedDictionary<string, long> Topics { get; } = new(StringComparer.Ordinal);

    internal void Answer(int code, Func<RemotingCommand, RemotingCommand> answer) => Scripted.Remoting.On(BrokerA, code, answer);

    internal int CallsOf(int code) => Scripted.Remoting.Calls.Count(call => call.Address == BrokerA && call.Request.Code == code);

    private RemotingCommand Stats(string topic) => Topics.TryGetValue(topic, out var max)
        ? RemotingCommand.Success(body: new TopicStatsBody
        {
            OffsetTable = new Dictionary<MessageQueue, TopicOffset>
            {
                [new MessageQueue(topic, "broker-a", 0)] = new() { MinOffset = 0, MaxOffset = max },
            },
        })
        : RemotingCommand.Answer(ResponseCode.TopicNotExist, $"topic[{topic}] not exist");
}
