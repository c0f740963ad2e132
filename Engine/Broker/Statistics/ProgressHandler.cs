using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Statistics;

/// <summary>Our own GET_QUEUE_PROGRESS (30001): one group, or all, and the topics when they are wanted.</summary>
internal sealed class ProgressHandler(
    string brokerName, ProgressReader reader, GroupNamesReader names, TopicTable topics, ChangeVersions changes, TimeProvider timeProvider)
    : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(Read(request.Command.ReadHeader<GetQueueProgressHeader>())));

    private RemotingCommand Read(GetQueueProgressHeader header)
    {
        if (header.ConsumerGroup is { } group && !reader.Knows(group))
        {
            return Refusals.GroupNotExist(group);
        }

        if (header.Topic is { } topic && topics.Find(topic) is null)
        {
            return Refusals.TopicNotExist(topic);
        }

        // The version comes first: what changes during the reading is signalled to who waits with this version.
        return RemotingCommand.Success(body: new QueueProgressBody
        {
            BrokerName = brokerName,
            SampledAt = timeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
            ChangeVersion = changes.Current,
            Groups = [.. GroupsOf(header).Select(name => reader.OfGroup(name, header.Topic))],
            Topics = [.. header.IncludeTopics ? TopicsOf(header).SelectMany(reader.OfTopic) : []],
        });
    }

    private IEnumerable<string> GroupsOf(GetQueueProgressHeader header) =>
        header.ConsumerGroup is { } group ? [group] : names.All();

    private IEnumerable<string> TopicsOf(GetQueueProgressHeader header) =>
        header.Topic is { } topic
            ? [topic]
            : topics.All.Select(config => config.TopicName).Where(name => !IsUnusedBenchmark(name)).Order(StringComparer.Ordinal);

    /// <summary>Its 1024 empty queues would be most of every answer.</summary>
    private bool IsUnusedBenchmark(string topic) =>
        topic == TopicNames.Benchmark && reader.OfTopic(topic).All(queue => queue.MaxOffset == 0);
}
