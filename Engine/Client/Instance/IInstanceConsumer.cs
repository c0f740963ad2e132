using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Client.Instance;

/// <summary>What a client instance asks of each of its consumers.</summary>
internal interface IInstanceConsumer
{
    string Group { get; }

    /// <summary>Subscribed topics, the group's retry topic among them.</summary>
    IEnumerable<string> Topics { get; }

    /// <summary>The consumer's part of a heartbeat, as it is now.</summary>
    ConsumerData Describe();

    /// <summary>Reports the offsets of the queues it holds (A2); a queue that fails stops no other.</summary>
    ValueTask PersistOffsetsAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a rebalance soon.</summary>
    void TriggerRebalance();

    /// <summary>
    /// How far it is on the queues of a topic that it holds, by its own knowledge; those of which it knows none are left out.
    /// </summary>
    IReadOnlyDictionary<MessageQueue, long> OffsetsOf(string topic);

    /// <summary>What it does now, in the words of operators.</summary>
    /// <param name="withStacks">Adds what can be said of the threads.</param>
    ConsumerRunningInfoBody DescribeRunning(bool withStacks);

    /// <summary>Gives the listener one message outside of any queue, without effect on offsets.</summary>
    Task<ConsumeMessageDirectlyBody> ConsumeDirectlyAsync(MessageExt message, CancellationToken cancellationToken);

    /// <summary>Moves the queues of a topic to offsets that a broker set.</summary>
    ValueTask ResetOffsetsAsync(string topic, IReadOnlyDictionary<MessageQueue, long> offsets, CancellationToken cancellationToken);
}
