using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Administration;

/// <summary>
/// UPDATE_AND_CREATE_TOPIC (17), UPDATE_AND_CREATE_TOPIC_LIST (18), DELETE_TOPIC_IN_BROKER (215), GET_ALL_TOPIC_CONFIG (21),
/// GET_TOPIC_STATS_INFO (202), GET_SYSTEM_TOPIC_LIST_FROM_BROKER (305) and GET_TOPIC_CONFIG (351). Mirrors AdminBrokerProcessor.
/// </summary>
internal sealed class TopicHandler(
    BrokerOptions options,
    SystemTopics systemTopics,
    TopicTable topics,
    TopicWriter writer,
    TopicDeletion deletion,
    MessageStore store) : IRequestHandler
{
    private const string SingleTag = "SINGLE_TAG";

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Answer.Now(request.Command.Code switch
        {
            RequestCode.UpdateAndCreateTopic =>
                await PutAsync([ConfigOf(request.Command.ReadHeader<CreateTopicHeader>())], cancellationToken).ConfigureAwait(false),
            RequestCode.UpdateAndCreateTopicList =>
                await PutAsync(request.Command.ReadBody<TopicConfigListBody>().TopicConfigList, cancellationToken).ConfigureAwait(false),
            RequestCode.DeleteTopicInBroker =>
                await DeleteAsync(request.Command.ReadHeader<TopicHeader>().Topic, cancellationToken).ConfigureAwait(false),
            RequestCode.GetAllTopicConfig => RemotingCommand.Success(body: topics.ToBody()),
            RequestCode.GetTopicStatsInfo => Statistics(request.Command.ReadHeader<TopicHeader>().Topic),
            RequestCode.GetSystemTopicListFromBroker => RemotingCommand.Success(body: new TopicListBody { TopicList = systemTopics.Names }),
            RequestCode.GetTopicConfig => Config(request.Command.ReadHeader<TopicHeader>().Topic),
            var code => Refusals.NotMine(code),
        });

    private static TopicConfig ConfigOf(CreateTopicHeader header) => new()
    {
        TopicName = header.Topic,
        ReadQueueNums = header.ReadQueueNums,
        WriteQueueNums = header.WriteQueueNums,
        Perm = header.Perm,
        TopicFilterType = header.TopicFilterType ?? SingleTag,
        TopicSysFlag = header.TopicSysFlag ?? 0,
    };

    /// <summary>None is made when one of them is refused.</summary>
    private async ValueTask<RemotingCommand> PutAsync(IReadOnlyList<TopicConfig> configs, CancellationToken cancellationToken)
    {
        if (configs.Select(RefusalOf).FirstOrDefault(refusal => refusal is not null) is { } refused)
        {
            return refused;
        }

        foreach (var config in configs)
        {
            await writer.PutAsync(config, cancellationToken).ConfigureAwait(false);
        }

        return RemotingCommand.Success();
    }

    private RemotingCommand? RefusalOf(TopicConfig config) =>
        Refusal(config.TopicName)
        ?? ((QueueLimits.Refusal("readQueueNums", config.ReadQueueNums) ?? QueueLimits.Refusal("writeQueueNums", config.WriteQueueNums))
            is { } reason
            ? Refusals.SystemError($"topic {config.TopicName}: {reason}")
            : null);

    private RemotingCommand Config(string topic) =>
        topics.Find(topic) is { } config
            ? RemotingCommand.Success(body: config)
            : RemotingCommand.Answer(ResponseCode.TopicNotExist, $"No topic in this broker. topic: {topic}");

    private async ValueTask<RemotingCommand> DeleteAsync(string topic, CancellationToken cancellationToken)
    {
        if (Refusal(topic) is { } refusal)
        {
            return refusal;
        }

        await deletion.DeleteAsync(topic, cancellationToken).ConfigureAwait(false);
        return RemotingCommand.Success();
    }

    private RemotingCommand? Refusal(string topic) =>
        TopicNames.Check(topic) is { } rule ? Refusals.SystemError(rule)
        : systemTopics.IsProtected(topic) ? Refusals.SystemError($"The topic[{topic}] is conflict with system topic.")
        : null;

    private RemotingCommand Statistics(string topic)
    {
        if (topics.Find(topic) is null)
        {
            return RemotingCommand.Answer(ResponseCode.TopicNotExist, $"topic[{topic}] not exist");
        }

        var table = new Dictionary<MessageQueue, TopicOffset>();
        for (var queueId = 0; queueId < topics.QueuesOf(topic); queueId++)
        {
            var (min, max) = store.GetBounds(topic, queueId);
            table[new MessageQueue(topic, options.BrokerName, queueId)] = new TopicOffset
            {
                MinOffset = min,
                MaxOffset = max,
                LastUpdateTimestamp = max > 0 ? Math.Max(0, store.GetStoreTime(topic, queueId, max - 1)) : 0,
            };
        }

        return RemotingCommand.Success(body: new TopicStatsBody { OffsetTable = table });
    }
}
