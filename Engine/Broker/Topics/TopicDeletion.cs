using Engine.Broker.Clients;
using Engine.Broker.Offsets;
using Engine.Broker.Pulling;
using Engine.Store;

namespace Engine.Broker.Topics;

/// <summary>Takes a topic away with its queues and offsets, and lets its held pulls go.</summary>
internal sealed class TopicDeletion(
    TopicWriter writer,
    MessageStore store,
    ConsumerOffsetTable offsets,
    OffsetFlushLoop offsetFlush,
    QueueOwners owners,
    PullHoldTable holds)
{
    /// <summary>Without effect for an unknown topic.</summary>
    public async ValueTask DeleteAsync(string topic, CancellationToken cancellationToken)
    {
        if (!await writer.RemoveAsync(topic, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        store.DeleteQueues(topic);
        offsets.RemoveTopic(topic);
        offsetFlush.Trigger();
        owners.ForgetTopic(topic);
        holds.WakeTopic(topic);
    }
}
