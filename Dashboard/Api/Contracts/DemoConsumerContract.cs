using System.ComponentModel.DataAnnotations;

namespace Dashboard.Api.Contracts;

/// <summary>Demo consumers to start; topic may name several, separated by commas.</summary>
internal sealed record DemoConsumerContract(
    [property: Required] string? Group = null,
    [property: Required] string? Topic = null,
    int Instances = 1,
    int DelayMs = 0,
    double FailurePercent = 0,
    bool Orderly = false,
    bool Broadcast = false,
    int? MaxRetries = null);
