namespace Dashboard.Figures.Sampling;

/// <summary>A cluster's rates and lag at one moment, for the live chart.</summary>
/// <param name="At">When.</param>
/// <param name="ProduceRate">Messages per second that arrive on user topics.</param>
/// <param name="ConsumeRate">Messages per second that groups commit.</param>
/// <param name="Lag">Sum of the known lags.</param>
public readonly record struct RatePoint(DateTimeOffset At, double? ProduceRate, double? ConsumeRate, long? Lag);
