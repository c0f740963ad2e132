namespace Engine.Client.Producing;

/// <summary>
/// How long a broker is avoided that took so long. Mirrors one column of MQFaultStrategy's latencyMax and notAvailableDuration.
/// </summary>
/// <param name="Latency">From this latency on, up to that of the next level.</param>
/// <param name="Unavailable">Time for which the broker is avoided; zero = not at all.</param>
public readonly record struct LatencyFaultLevel(TimeSpan Latency, TimeSpan Unavailable)
{
    /// <summary>The table of RocketMQ 4.9.</summary>
    public static IReadOnlyList<LatencyFaultLevel> Defaults { get; } =
    [
        Of(50, 0), Of(100, 0), Of(550, 30), Of(1000, 60), Of(2000, 120), Of(3000, 180), Of(15_000, 600),
    ];

    private static LatencyFaultLevel Of(int milliseconds, int seconds) =>
        new(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromSeconds(seconds));
}
