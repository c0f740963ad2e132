namespace Dashboard.Api.Contracts;

/// <summary>A queue row in JSON as the OpenAPI document tells it; written are the columns, a test holds both together.</summary>
internal sealed record QueueContract(
    string Topic,
    string Broker,
    int QueueId,
    long MinOffset,
    long BrokerOffset,
    long? ConsumerOffset,
    long? Lag,
    long? InFlight,
    long? TimeLagMs,
    DateTimeOffset? LastConsumedAt,
    double? ProduceRate,
    double? ConsumeRate,
    double? EtaSeconds,
    string? Owner,
    string? Verdict,
    DateTimeOffset SampledAt,
    string? VerdictText);
