namespace Engine.Client.Producing;

/// <summary>Settings of a producer, with RocketMQ's defaults. Mirrors DefaultMQProducer.</summary>
public sealed record ProducerOptions
{
    /// <summary>Producer group, 1 to 255 of the characters %, |, letters, digits, _ and -.</summary>
    public required string Group { get; init; }

    /// <summary>Distinguishes clients of one process; <value>null</value> makes a unique one.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Budget of one send, all attempts together.</summary>
    public TimeSpan SendMsgTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Further attempts after a failed one.</summary>
    public int RetryTimesWhenSendFailed { get; init; } = 2;

    /// <summary>Queues per broker of a topic that is made automatically, limited by the broker's template.</summary>
    public int DefaultTopicQueueNums { get; init; } = 4;

    /// <summary>Largest body in bytes.</summary>
    public int MaxMessageSize { get; init; } = 4 * 1024 * 1024;
}
