namespace Dashboard.Api.Contracts;

/// <summary>A row over all groups in JSON as the OpenAPI document tells it: the group first, then as <see cref="QueueContract"/>.</summary>
internal sealed record GroupQueueContract(
    string Group,
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
