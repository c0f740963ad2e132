namespace Engine.Protocol.Bodies;

/// <summary>Answer of QUERY_CONSUME_QUEUE (321). Mirrors RocketMQ's QueryConsumeQueueResponseBody.</summary>
internal sealed record ConsumeQueueBody : ICommandBody
{
    public SubscriptionData? SubscriptionData { get; init; }

    public required IReadOnlyList<ConsumeQueueData> QueueData { get; init; }

    public required long MinQueueIndex { get; init; }

    public required long MaxQueueIndex { get; init; }
}
