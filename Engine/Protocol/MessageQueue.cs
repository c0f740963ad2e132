namespace Engine.Protocol;

/// <summary>
/// One queue of a topic on one broker. Ordered by topic, broker name and queue id, as every member of a group must order
/// queues alike to reach the same allocation. Mirrors RocketMQ's MessageQueue.
/// </summary>
/// <param name="Topic">Topic name, 1 to 127 characters.</param>
/// <param name="BrokerName">Name shared by a master and its slaves.</param>
/// <param name="QueueId">0 to the topic's queue number on that broker, less one.</param>
public readonly record struct MessageQueue(string Topic, string BrokerName, int QueueId) : IComparable<MessageQueue>
{
    /// <summary>Ordinal by topic, then broker name, then queue id.</summary>
    public int CompareTo(MessageQueue other)
    {
        var byTopic = string.CompareOrdinal(Topic, other.Topic);
        if (byTopic != 0)
        {
            return byTopic;
        }

        var byBroker = string.CompareOrdinal(BrokerName, other.BrokerName);
        return byBroker != 0 ? byBroker : QueueId.CompareTo(other.QueueId);
    }

    /// <summary>The form "topic broker-name Qn" of logs and messages.</summary>
    public override string ToString() => $"{Topic} {BrokerName} Q{QueueId}";
}
