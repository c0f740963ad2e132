namespace Engine.Protocol.Bodies;

/// <summary>All groups of a broker with their version: answer of 201. Mirrors RocketMQ's SubscriptionGroupWrapper.</summary>
internal sealed record SubscriptionGroupTableBody : ICommandBody
{
    public required DataVersion DataVersion { get; init; }

    public required IReadOnlyDictionary<string, SubscriptionGroupConfig> SubscriptionGroupTable { get; init; }
}
