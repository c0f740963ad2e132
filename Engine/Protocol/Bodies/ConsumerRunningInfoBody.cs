namespace Engine.Protocol.Bodies;

/// <summary>
/// What one member of a group does now: answer of GET_CONSUMER_RUNNING_INFO (307). Mirrors RocketMQ's ConsumerRunningInfo.
/// </summary>
internal sealed record ConsumerRunningInfoBody : IQueueKeyedBody
{
    /// <summary>Settings and figures as text; the names in <see cref="RunningInfoProperties"/> and those of the settings.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<SubscriptionData> SubscriptionSet { get; init; } = [];

    public IReadOnlyDictionary<MessageQueue, ProcessQueueInfo> MqTable { get; init; } = new Dictionary<MessageQueue, ProcessQueueInfo>();

    /// <summary>By subscribed topic.</summary>
    public IReadOnlyDictionary<string, ConsumeStatusInfo> StatusTable { get; init; } = new Dictionary<string, ConsumeStatusInfo>();

    /// <summary>Only when it was asked for.</summary>
    public string? Jstack { get; init; }
}
