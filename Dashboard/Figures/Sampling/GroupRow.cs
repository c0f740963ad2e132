namespace Dashboard.Figures.Sampling;

/// <summary>One group with its totals as page, hub and REST show it. Null is unknown.</summary>
/// <param name="Name">Group name.</param>
/// <param name="State">offline, rebalancing, consuming, stuck or disabled.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Members">Online members.</param>
/// <param name="Topics">Topics it reads or has offsets on, retry topic last.</param>
/// <param name="Lag">Sum of the known lags.</param>
/// <param name="LagUnknownQueues">Queues whose lag is not in the sum.</param>
/// <param name="ProduceRate">Messages per second that arrive on its queues.</param>
/// <param name="ConsumeRate">Messages per second that it commits.</param>
/// <param name="Mode">clustering or broadcasting.</param>
/// <param name="Type">push or pull; null while offline.</param>
/// <param name="SampledAt">When the offsets were read.</param>
public sealed record GroupRow(
    string Name,
    string State,
    string Reason,
    int Members,
    IReadOnlyList<string> Topics,
    long? Lag,
    int LagUnknownQueues,
    double? ProduceRate,
    double? ConsumeRate,
    string Mode,
    string? Type,
    DateTimeOffset SampledAt);
