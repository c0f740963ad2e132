namespace Engine.Protocol.Bodies;

/// <summary>Members of a group: answer of 203. Mirrors RocketMQ's ConsumerConnection.</summary>
internal sealed record ConsumerConnectionBody : ICommandBody
{
    public required IReadOnlyList<ConnectionData> ConnectionSet { get; init; }

    public required IReadOnlyDictionary<string, SubscriptionData> SubscriptionTable { get; init; }

    public required ConsumeType ConsumeType { get; init; }

    public required MessageModel MessageModel { get; init; }

    public required ConsumeFromWhere ConsumeFromWhere { get; init; }
}
