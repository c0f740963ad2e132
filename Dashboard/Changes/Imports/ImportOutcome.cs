namespace Dashboard.Changes.Imports;

/// <summary>Result of an import, queue by queue; its id names what was before.</summary>
internal sealed record ImportOutcome(string ImportId, IReadOnlyList<ImportOutcomeRow> Rows)
{
    public int Failed => Rows.Count(row => row.Error is not null);
}
