namespace Dashboard.Demo;

/// <summary>Consumers as they are now: running, silent (no heartbeats, channel open) or stopped.</summary>
internal sealed record DemoConsumerView(
    string Id,
    string Group,
    string Topic,
    long Consumed,
    string State,
    int Instances,
    int DelayMs,
    string? Error)
{
    /// <summary>Messages whose listener call failed since the start.</summary>
    public long Failed { get; init; }

    /// <summary>Calls that fail by chance, in %.</summary>
    public double FailurePercent { get; init; }

    /// <summary>Whether each queue is consumed in order.</summary>
    public bool Orderly { get; init; }

    /// <summary>Whether each instance gets every message.</summary>
    public bool Broadcast { get; init; }
}
