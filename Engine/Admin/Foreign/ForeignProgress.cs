using System.Collections.Concurrent;
using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Admin.Foreign;

/// <summary>
/// Answers GET_QUEUE_PROGRESS for brokers that do not know it, by the requests that every RocketMQ broker answers. Bounded by the brokers
/// of the cluster, and for each by its groups and topics.
/// </summary>
internal sealed partial class ForeignProgress(ClusterCalls calls, ILogger<ForeignProgress> logger)
{
    private readonly StandardCalls _standard = new(calls);
    private readonly TopicBounds _bounds = new(calls);
    private readonly QueueHolders _holders = new(calls);
    private readonly ConcurrentDictionary<BrokerEndpoint, ForeignBroker> _brokers = new();

    public Task<QueueProgressBody> ReadAsync(
        BrokerEndpoint broker, GetQueueProgressHeader header, Deadline deadline, CancellationToken cancellationToken)
    {
        var known = Find(broker);
        return header.ConsumerGroup is { } group ? new ForeignReads(known).ReadGroupAsync(group, deadline, cancellationToken)
            : header.Topic is { } topic ? new ForeignReads(known).ReadTopicAsync(topic, deadline, cancellationToken)
            : header.IncludeTopics ? Sweep(known).ReadAsync(deadline, cancellationToken)
            : Sweep(known).ReadMembersAsync(deadline, cancellationToken);
    }

    /// <summary>Names of its groups.</summary>
    public Task<IReadOnlyCollection<string>> ReadNamesAsync(
        BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken) =>
        Sweep(Find(broker)).ReadNamesAsync(deadline, cancellationToken);

    /// <summary>A group was reset from here.</summary>
    public void NoteReset(BrokerEndpoint broker, string group, MessageQueue queue, long? before, long target) =>
        Find(broker).Resets.Add(group, queue, before, target);

    private ForeignBroker Find(BrokerEndpoint broker) =>
        _brokers.GetOrAdd(broker, endpoint => new ForeignBroker(endpoint, _standard, _bounds, _holders, calls.Time));

    private ForeignSweep Sweep(ForeignBroker broker) => new(broker, problem => LogRefused(broker.Endpoint.Name, problem));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Figures of broker {Broker} are not whole: {Problem}")]
    private partial void LogRefused(string broker, string problem);
}
