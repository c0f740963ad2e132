namespace Dashboard.Api.Contracts;

/// <summary>What may come with an undo.</summary>
internal sealed record UndoContract(string? Reason = null);
