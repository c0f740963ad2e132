namespace Engine.Protocol.Bodies;

/// <summary>Configuration of a consumer group on one broker. Mirrors RocketMQ's SubscriptionGroupConfig.</summary>
internal sealed record SubscriptionGroupConfig : ICommandBody
{
    public required string GroupName { get; init; }

    public bool ConsumeEnable { get; init; } = true;

    public bool ConsumeFromMinEnable { get; init; } = true;

    public bool ConsumeBroadcastEnable { get; init; } = true;

    public int RetryQueueNums { get; init; } = 1;

    public int RetryMaxTimes { get; init; } = 16;

    public long BrokerId { get; init; }

    public long WhichBrokerWhenConsumeSlowly { get; init; } = 1;

    public bool NotifyConsumerIdsChangedEnable { get; init; } = true;
}
