using Engine.Broker.Clients;
using Engine.Broker.Pulling;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Store;
using Engine.Store.Queues;

namespace Engine.Broker.Messages;

/// <summary>
/// QUERY_CONSUME_QUEUE (321): what stands in a consume queue, at most <see cref="MaxEntries"/> entries. Whether a group takes one is told
/// for tag subscriptions only. Mirrors AdminBrokerProcessor#queryConsumeQueue.
/// </summary>
internal sealed class ConsumeQueueHandler(MessageStore store, ConsumerRegistry consumers) : IRequestHandler
{
    public const int MaxEntries = 1000;

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<QueryConsumeQueueHeader>();
        return ValueTask.FromResult(Answer.Now(Read(header)));
    }

    private RemotingCommand Read(QueryConsumeQueueHeader header)
    {
        if (header.Count is < 1 or > MaxEntries)
        {
            return Refusals.SystemError($"the field 'count' is 1 to {MaxEntries}, not {header.Count}");
        }

        if (store.FindEnd(header.Topic, header.QueueId) is not { } max)
        {
            return Refusals.SystemError($"{header.QueueId}@{header.Topic} is not exist!");
        }

        var min = store.GetBounds(header.Topic, header.QueueId).Min;
        if (header.Index < min || header.Index >= max)
        {
            return RemotingCommand.Success() with { Remark = $"Index {header.Index} is illegal, min {min} max {max}" };
        }

        var subscription = header.ConsumerGroup is { } group
            ? consumers.Find(group)?.Subscriptions.GetValueOrDefault(header.Topic)
            : null;
        return RemotingCommand.Success(body: new ConsumeQueueBody
        {
            SubscriptionData = subscription,
            MinQueueIndex = min,
            MaxQueueIndex = max,
            QueueData =
            [
                .. store.ReadEntries(header.Topic, header.QueueId, header.Index, header.Count)
                    .Select(entry => ToData(entry, subscription)),
            ],
        });
    }

    private static ConsumeQueueData ToData(ConsumeQueueEntry entry, SubscriptionData? subscription) => new()
    {
        PhysicOffset = entry.PhysicalOffset,
        PhysicSize = entry.Size,
        TagsCode = entry.TagsCode,
        Eval = subscription is not null && TagFilter.For(subscription)?.Matches(entry.TagsCode) != false,
    };
}
