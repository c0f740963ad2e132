namespace Dashboard.Api.Contracts;

/// <summary>What was started.</summary>
internal sealed record StartedContract(string Id);
