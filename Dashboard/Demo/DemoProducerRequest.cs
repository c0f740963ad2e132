namespace Dashboard.Demo;

/// <summary>A producer to start.</summary>
/// <param name="Topic">Topic to send to; made with 4 queues per broker when it does not exist.</param>
/// <param name="RatePerSecond">Messages a second, above 0 to 100,000.</param>
/// <param name="BodyBytes">Bytes of a body, 1 to 4,194,304.</param>
/// <param name="Count">Messages to send in all, from 1; null sends until stopped.</param>
/// <param name="Tags">Tag of the messages, or several separated by commas, taken in turn; null for none.</param>
internal sealed record DemoProducerRequest(string Topic, double RatePerSecond, int BodyBytes, long? Count, string? Tags)
{
    /// <summary>What the key of each message begins with, its number follows; null for no keys.</summary>
    public string? KeyPrefix { get; init; }

    public IReadOnlyList<string> TagList { get; } =
        (Tags ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
