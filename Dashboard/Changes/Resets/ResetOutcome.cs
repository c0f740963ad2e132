namespace Dashboard.Changes.Resets;

/// <summary>Result of a reset or of an undo, queue by queue; the id names what was before.</summary>
/// <param name="ResetId">Id of its audit entry.</param>
/// <param name="Rows">One per queue.</param>
internal sealed record ResetOutcome(string ResetId, IReadOnlyList<ResetOutcomeRow> Rows)
{
    public int Failed => Rows.Count(row => row.Error is not null);
}
