using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Offsets;

/// <summary>What is known of one broker at a reset.</summary>
/// <param name="Group">Group to be reset.</param>
/// <param name="Outcome">The broker and its offsets just before; null when no such broker is online.</param>
internal sealed record BrokerReset(string Group, BrokerOutcome<QueueProgressBody>? Outcome)
{
    public BrokerEndpoint Endpoint => Outcome?.Broker ?? default;

    private QueueProgressBody? Progress => Outcome?.Value;

    /// <summary>Why the queue cannot be reset; null when it can.</summary>
    public string? Refusal(MessageQueue queue) => Outcome switch
    {
        null => $"Broker {queue.BrokerName} does not exist or is offline.",
        { Failure: { } failure } => failure.Message,
        _ => FindBounds(queue) is null ? $"Queue {queue} does not exist." : null,
    };

    public TopicQueueProgress? FindBounds(MessageQueue queue) =>
        Progress?.Topics.FirstOrDefault(found => found.QueueId == queue.QueueId && found.Topic == queue.Topic);

    public long? FindOffset(MessageQueue queue) =>
        Progress?.Groups
            .FirstOrDefault(found => found.Group == Group)?
            .Queues.FirstOrDefault(found => found.QueueId == queue.QueueId && found.Topic == queue.Topic)?
            .ConsumerOffset;
}
