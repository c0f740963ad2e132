namespace Dashboard.Api.Contracts;

/// <summary>Demo consumers to start; topic may name several, separated by commas.</summary>
internal sealed record DemoConsumerContract(string? Group = null, string? Topic = null, int Instances = 1, int DelayMs = 0);
