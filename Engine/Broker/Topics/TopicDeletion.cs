using Engine.Broker.Offsets;

namespace Engine.Broker.Topics;

/// <summary>Takes a topic away with its queues, offsets and counters, and lets its held pulls go.</summary>
internal sealed class TopicDeletion(TopicWriter writer, BrokerTables tables, OffsetFlushLoop offsetFlush)
{
    /// <summary>Without effect for an unknown topic. One that failed half way, by a disk that refused, can be asked for again.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public async ValueTask DeleteAsync(string topic, CancellationToken cancellationToken)
    {
        var wasKnown = await writer.RemoveAsync(topic, cancellationToken).ConfigureAwait(false);
        if (!wasKnown && !HasQueues(topic))
        {
            return;
        }

        Sweep(topic);
    }

    /// <summary>Takes away what is left of a topic that is in the table no more.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Sweep(string topic)
    {
        try
        {
            tables.Store.DeleteQueues(topic);
        }
        finally
        {
            // Offsets outlive no queue, though the disk may keep its files for a while.
            if (!HasQueues(topic))
            {
                Forget(topic);
            }
        }
    }

    private bool HasQueues(string topic) => tables.Store.Queues.Any(queue => queue.Topic == topic);

    private void Forget(string topic)
    {
        tables.Offsets.RemoveTopic(topic);
        offsetFlush.Trigger();
        tables.Owners.ForgetTopic(topic);
        tables.Statistics.ForgetTopic(topic);
        tables.Holds.RemoveTopic(topic);
    }
}
