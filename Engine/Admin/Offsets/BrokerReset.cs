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

    /// <summary>Whether the broker answered so far.</summary>
    public bool IsReachable => _failure is null;

    /// <summary>Queues of a topic on the broker with their bounds, by id.</summary>
    public IReadOnlyList<(MessageQueue Queue, long Min, long Max)> QueuesOf(string topic) =>
    [
        .. _bounds
            .Where(known => known.Key.Topic == topic)
            .OrderBy(known => known.Key.QueueId)
            .Select(known => (new MessageQueue(topic, Endpoint.Name, known.Key.QueueId), known.Value.Min, known.Value.Max)),
    ];

    /// <summary>Where the queues of a topic are to go, within their bounds, by queue id; those that do not exist are left out.</summary>
    public IReadOnlyDictionary<int, long> OffsetsOf(IEnumerable<QueueResetTarget> targets, string topic) => targets
        .Where(target => target.Queue.Topic == topic && Refusal(target.Queue) is null)
        .ToDictionary(
            target => target.Queue.QueueId,
            target => FindBounds(target.Queue) is { } bounds ? ResetTargetRule.Clamp(target, bounds.Min, bounds.Max).Offset : 0);

    /// <summary>Null when the group has none.</summary>
    public long? FindOffset(MessageQueue queue) => _offsets.GetValueOrDefault((queue.Topic, queue.QueueId));
}
