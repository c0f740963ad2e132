namespace Dashboard.Changes.Resets;

/// <summary>Result of a reset, queue by queue.</summary>
internal sealed record ResetOutcome(string ResetId, IReadOnlyList<ResetOutcomeRow> Rows)
{
    public int Failed => Rows.Count(row => row.Error is not null);
}
