namespace Dashboard.Demo;

/// <summary>Consumers to start.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Topic">Topic to consume, or several separated by commas; made when it does not exist.</param>
/// <param name="Instances">Clients to start, 1 to 32.</param>
/// <param name="DelayMs">Milliseconds the listener takes for a message, 0 to 600,000.</param>
internal sealed record DemoConsumerRequest(string Group, string Topic, int Instances, int DelayMs)
{
    /// <summary>Calls of the listener that fail, 0 to 100 %, by chance; those of poison messages always do.</summary>
    public double FailurePercent { get; init; }

    /// <summary>Whether each queue is consumed in order.</summary>
    public bool Orderly { get; init; }

    /// <summary>Whether each instance gets every message.</summary>
    public bool Broadcast { get; init; }

    /// <summary>Retries before a message goes to the dead letters, 0 to 16; null means RocketMQ's 16.</summary>
    public int? MaxRetries { get; init; }

    public IReadOnlyList<string> Topics { get; } = Topic.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
