namespace Dashboard.Demo;

/// <summary>Consumers to start.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Topic">Topic to consume, or several separated by commas; made when it does not exist.</param>
/// <param name="Instances">Clients to start, 1 to 32.</param>
/// <param name="DelayMs">Milliseconds the listener takes for a message, 0 to 600,000.</param>
internal sealed record DemoConsumerRequest(string Group, string Topic, int Instances, int DelayMs)
{
    public IReadOnlyList<string> Topics { get; } = Topic.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
