using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Offsets;

/// <summary>What is known of one broker at a reset of a group: bounds and offsets just before, or why there are none.</summary>
internal sealed class BrokerReset
{
    private readonly AdminException? _failure;
    private readonly Dictionary<(string Topic, int QueueId), (long Min, long Max)> _bounds = [];
    private readonly Dictionary<(string Topic, int QueueId), long?> _offsets = [];

    /// <param name="group">Group to be reset.</param>
    /// <param name="outcome">The broker with its part of the group, and the bounds of topics that it does not know the group on.</param>
    public BrokerReset(string group, BrokerOutcome<QueueProgressBody> outcome)
    {
        (Group, Endpoint, _failure) = (group, outcome.Broker, outcome.Failure);
        foreach (var queue in outcome.Value?.Topics ?? [])
        {
            _bounds[(queue.Topic, queue.QueueId)] = (queue.MinOffset, queue.MaxOffset);
        }

        foreach (var queue in outcome.Value?.Groups.Where(found => found.Group == group).SelectMany(found => found.Queues) ?? [])
        {
            _bounds[(queue.Topic, queue.QueueId)] = (queue.MinOffset, queue.MaxOffset);
            _offsets[(queue.Topic, queue.QueueId)] = queue.ConsumerOffset;
        }
    }

    public string Group { get; }

    public BrokerEndpoint Endpoint { get; }

    /// <summary>Why the queue cannot be reset; null when it can.</summary>
    public string? Refusal(MessageQueue queue) =>
        _failure?.Message ?? (FindBounds(queue) is null ? $"Queue {queue} does not exist." : null);

    public (long Min, long Max)? FindBounds(MessageQueue queue) =>
        _bounds.TryGetValue((queue.Topic, queue.QueueId), out var bounds) ? bounds : null;

    /// <summary>Null when the group has none.</summary>
    public long? FindOffset(MessageQueue queue) => _offsets.GetValueOrDefault((queue.Topic, queue.QueueId));
}
