using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>
/// CLEAN_EXPIRED_CONSUMEQUEUE (306) and DELETE_EXPIRED_COMMITLOG (329) start a round of retention, which would come within 10 s anyway;
/// CLEAN_UNUSED_TOPIC (316) deletes the queues of topics that are in no table. Mirrors AdminBrokerProcessor.
/// </summary>
internal sealed class CleaningHandler(BrokerTables tables, TopicDeletion deletion) : IRequestHandler
{
    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (request.Command.Code != RequestCode.CleanUnusedTopic)
        {
            tables.Store.CleanSoon();
            return Answer.Now(RemotingCommand.Success());
        }

        var unused = tables.Store.Queues.Select(queue => queue.Topic).Distinct(StringComparer.Ordinal)
            .Where(topic => tables.Topics.Find(topic) is null && !TopicNames.IsSystem(topic) && !tables.SystemTopics.IsProtected(topic));
        foreach (var topic in unused.ToList())
        {
            await deletion.DeleteAsync(topic, cancellationToken).ConfigureAwait(false);
        }

        return Answer.Now(RemotingCommand.Success());
    }
}
