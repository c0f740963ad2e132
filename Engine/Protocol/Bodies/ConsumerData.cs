namespace Engine.Protocol.Bodies;

/// <summary>One consumer of a heartbeat. Mirrors RocketMQ's ConsumerData.</summary>
internal sealed record ConsumerData
{
    public required string GroupName { get; init; }

    public required ConsumeType ConsumeType { get; init; }

    public required MessageModel MessageModel { get; init; }

    public required ConsumeFromWhere ConsumeFromWhere { get; init; }

    public required IReadOnlyList<SubscriptionData> SubscriptionDataSet { get; init; }

    public bool UnitMode { get; init; }
}
