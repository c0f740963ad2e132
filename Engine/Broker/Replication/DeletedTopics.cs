using Engine.Broker.Topics;

namespace Engine.Broker.Replication;

/// <summary>
/// Topics that a slave had and its master has no more: their queues and offsets go a turn later, unless the topic is back or its log still
/// grows, as that of one that was made anew meanwhile does. One turn at a time; as many topics as were deleted since the last turn.
/// </summary>
internal sealed class DeletedTopics(BrokerTables tables, TopicDeletion deletion)
{
    /// <summary>By topic the sum of its queues' ends when they were looked at last.</summary>
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);

    /// <summary>Topics that went with this turn.</summary>
    public void Note(IEnumerable<string> topics)
    {
        foreach (var topic in topics.Where(topic => !tables.SystemTopics.IsProtected(topic)))
        {
            _ends[topic] = -1;
        }
    }

    /// <summary>Takes away what went with an earlier turn and has rested since.</summary>
    /// <exception cref="IOException">The disk refused; it is tried again with the next turn.</exception>
    public void Sweep()
    {
        foreach (var (topic, before) in _ends.ToArray())
        {
            var now = EndsOf(topic);
            if (tables.Topics.Find(topic) is not null)
            {
                _ends.Remove(topic);
            }
            else if (now == before)
            {
                deletion.Sweep(topic);
                _ends.Remove(topic);
            }
            else
            {
                _ends[topic] = now;
            }
        }
    }

    private long EndsOf(string topic) => tables.Store.Queues
        .Where(queue => queue.Topic == topic)
        .Sum(queue => tables.Store.GetBounds(topic, queue.QueueId).Max);
}
