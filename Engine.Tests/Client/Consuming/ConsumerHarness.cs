using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Client.Instance;
using Engine.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client.Consuming;

/// <summary>The inside of a consumer of group "g" on queue TopicA broker-a Q0, without pulls and rebalance.</summary>
internal sealed class ConsumerHarness(FakeCluster cluster)
{
    internal static readonly MessageQueue Queue = new(FakeCluster.Topic, "broker-a", 0);

    internal FakeCluster Cluster { get; } = cluster;

    internal RecordingOffsetStore Offsets { get; } = new();

    internal List<IConsumerHook> Hooks { get; } = [];

    internal ProcessQueue ProcessQueue { get; } = new(cluster.Clock);

    internal ConsumerScope NewScope(Func<PushConsumerOptions, PushConsumerOptions>? with = null, bool isOrderly = false)
    {
        var options = new PushConsumerOptions { Group = "g", Subscriptions = new Dictionary<string, string> { [FakeCluster.Topic] = "*" } };
        options = with is null ? options : with(options);
        return new ConsumerScope
        {
            Options = options,
            IsOrderly = isOrderly,
            Instance = Cluster.NewInstance(),
            Subscriptions = new SubscriptionTable(options, Cluster.Clock),
            Offsets = Offsets,
            Counters = new ConsumerCounters(Cluster.Clock),
            Delays = new DelayedActions(Cluster.Clock, NullLogger.Instance),
        };
    }

    internal ConsumerHooks NewHooks() => new("g", Hooks, NullLogger.Instance);
}
