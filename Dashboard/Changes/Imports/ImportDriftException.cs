namespace Dashboard.Changes.Imports;

/// <summary>The cluster moved away from the preview, so that it was not applied; a fresh one is enclosed.</summary>
internal sealed class ImportDriftException(IReadOnlyList<string> reasons, ImportPlan fresh)
    : Exception($"nothing was changed, the figures moved since the preview: {string.Join("; ", reasons.Take(5))}")
{
    public IReadOnlyList<string> Reasons { get; } = reasons;

    public ImportPlan Fresh { get; } = fresh;
}
