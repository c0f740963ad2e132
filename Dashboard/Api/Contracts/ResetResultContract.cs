using Dashboard.Changes.Resets;

namespace Dashboard.Api.Contracts;

/// <summary>What a reset did.</summary>
internal sealed record ResetResultContract(string ResetId, IReadOnlyList<ResetResultRowContract> Rows)
{
    public static ResetResultContract Of(ResetOutcome outcome) => new(outcome.ResetId, [.. outcome.Rows.Select(ResetResultRowContract.Of)]);
}
