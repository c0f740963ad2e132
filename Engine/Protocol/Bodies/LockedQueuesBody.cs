using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>Those of the queues that the client holds now: answer of 41. Mirrors RocketMQ's LockBatchResponseBody.</summary>
internal sealed record LockedQueuesBody : ICommandBody
{
    [JsonPropertyName("lockOKMQSet")]
    public IReadOnlyList<MessageQueue> LockOkMqSet { get; init; } = [];
}
