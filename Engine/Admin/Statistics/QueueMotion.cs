namespace Engine.Admin.Statistics;

/// <summary>What a total needs of one queue.</summary>
/// <param name="Lag">Messages not yet consumed; null when unknown.</param>
/// <param name="ProduceRate">Growth of the broker offset per second; null when unknown.</param>
/// <param name="ConsumeRate">Growth of the consumer offset per second; null when unknown.</param>
/// <param name="InFlight">Messages handed to the owner and not committed; null when unknown.</param>
/// <param name="TimeLagMs">Age of the next unconsumed message in ms; null when unknown.</param>
/// <param name="EtaSeconds">Seconds until the lag is gone; null when it does not shrink.</param>
/// <param name="Verdict">How the queue fares.</param>
public readonly record struct QueueMotion(
    long? Lag,
    double? ProduceRate,
    double? ConsumeRate,
    long? InFlight = null,
    long? TimeLagMs = null,
    double? EtaSeconds = null,
    QueueVerdict Verdict = QueueVerdict.Unknown);
