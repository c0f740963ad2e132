namespace Engine.Admin.Statistics;

/// <summary>What a total needs of one queue.</summary>
/// <param name="Lag">Messages not yet consumed; null when unknown.</param>
/// <param name="ProduceRate">Growth of the broker offset per second; null when unknown.</param>
/// <param name="ConsumeRate">Growth of the consumer offset per second; null when unknown.</param>
public readonly record struct QueueMotion(long? Lag, double? ProduceRate, double? ConsumeRate);
