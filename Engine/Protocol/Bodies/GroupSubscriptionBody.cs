namespace Engine.Protocol.Bodies;

/// <summary>Answer of QUERY_SUBSCRIPTION_BY_CONSUMER (345). Mirrors RocketMQ's QuerySubscriptionResponseBody.</summary>
internal sealed record GroupSubscriptionBody : ICommandBody
{
    public required string Group { get; init; }

    public string? Topic { get; init; }

    public SubscriptionData? SubscriptionData { get; init; }
}
