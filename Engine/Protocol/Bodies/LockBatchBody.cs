namespace Engine.Protocol.Bodies;

/// <summary>
/// Queues that a client wants locked (41) or let go (42). Mirrors RocketMQ's LockBatchRequestBody and UnlockBatchRequestBody.
/// </summary>
internal sealed record LockBatchBody : ICommandBody
{
    public required string ConsumerGroup { get; init; }

    public required string ClientId { get; init; }

    public required IReadOnlyList<MessageQueue> MqSet { get; init; }
}
