namespace Engine.Protocol.Bodies;

/// <summary>A subscription that a client wants checked before it starts (46). Mirrors RocketMQ's CheckClientRequestBody.</summary>
internal sealed record CheckClientBody : ICommandBody
{
    public string? ClientId { get; init; }

    public string? Group { get; init; }

    public required SubscriptionData SubscriptionData { get; init; }
}
