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
    string? Error);
