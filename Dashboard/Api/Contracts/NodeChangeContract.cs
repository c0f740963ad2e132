namespace Dashboard.Api.Contracts;

/// <summary>Why a node is stopped, started or killed, for the audit; at most 1,000 characters.</summary>
internal sealed record NodeChangeContract(string? Reason = null);
