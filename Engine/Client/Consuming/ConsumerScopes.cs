using Engine.Client.Consuming.Offsets;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming;

/// <summary>Makes what the parts of one consumer share, and reads from it what both kinds of consumers tell.</summary>
internal static class ConsumerScopes
{
    private const string DefaultInstanceName = "DEFAULT";

    public static ConsumerScope Make(PushConsumerOptions options, ClientContext context, bool isOrderly, bool isLitePull = false)
    {
        var isBroadcasting = options.MessageModel == MessageModel.Broadcasting;
        var instance = new ClientInstance(context, options.InstanceName ?? (isBroadcasting ? DefaultInstanceName : null));
        return new ConsumerScope
        {
            Options = options,
            IsOrderly = isOrderly,
            IsLitePull = isLitePull,
            Instance = instance,
            Subscriptions = isLitePull
                ? new SubscriptionTable(context.TimeProvider)
                : new SubscriptionTable(options, context.TimeProvider),
            Offsets = isBroadcasting ? LocalOffsets(options, instance) : RemoteOffsets(options, instance),
            Counters = new ConsumerCounters(context.TimeProvider),
            Delays = new DelayedActions(context.TimeProvider, context.LoggerFactory.CreateLogger<DelayedActions>()),
        };
    }

    /// <summary>The cached offsets of the queues of a topic that are held.</summary>
    public static IReadOnlyDictionary<MessageQueue, long> OffsetsOf(ConsumerScope scope, string topic) =>
        scope.Queues.Current.Keys
            .Where(queue => queue.Topic == topic)
            .Order()
            .Select(queue => (Queue: queue, Offset: scope.Offsets.ReadCached(queue)))
            .Where(entry => entry.Offset is not null)
            .ToDictionary(entry => entry.Queue, entry => entry.Offset!.Value);

    private static RemoteBrokerOffsetStore RemoteOffsets(PushConsumerOptions options, ClientInstance instance) => new(
        options.Group,
        instance.Routes,
        instance.Apis.Offsets,
        instance.Context.LoggerFactory.CreateLogger<RemoteBrokerOffsetStore>());

    private static LocalFileOffsetStore LocalOffsets(PushConsumerOptions options, ClientInstance instance)
    {
        var atHome = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".rocketmq_offsets");
        return new LocalFileOffsetStore(
            options.LocalOffsetsFolder ?? instance.Context.LocalOffsetsFolder ?? atHome,
            instance.ClientId,
            options.Group,
            instance.Context.LoggerFactory.CreateLogger<LocalFileOffsetStore>());
    }
}
