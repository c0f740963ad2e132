using Engine.Client.Consuming.Offsets;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Pulling;
using Engine.Client.Instance;
using Engine.Protocol.Bodies;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming;

/// <summary>What the parts of one consumer share.</summary>
internal sealed record ConsumerScope
{
    public required PushConsumerOptions Options { get; init; }

    public required ClientInstance Instance { get; init; }

    public required SubscriptionTable Subscriptions { get; init; }

    public required IOffsetStore Offsets { get; init; }

    public required DelayedActions Delays { get; init; }

    public PullPauses Pauses { get; } = new();

    public ProcessQueueTable Queues { get; } = new();

    public required ConsumerCounters Counters { get; init; }

    public string Group => Options.Group;

    /// <summary>Whether the listener keeps the order of each queue.</summary>
    public bool IsOrderly { get; init; }

    /// <summary>Whether the application polls and commits itself.</summary>
    public bool IsLitePull { get; init; }

    public bool IsBroadcasting => Options.MessageModel == MessageModel.Broadcasting;

    public TimeProvider TimeProvider => Instance.Context.TimeProvider;

    public ILogger<T> Logger<T>() => Instance.Context.LoggerFactory.CreateLogger<T>();
}
