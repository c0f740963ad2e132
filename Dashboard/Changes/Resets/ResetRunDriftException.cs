namespace Dashboard.Changes.Resets;

/// <summary>Some of the plans no longer fit, so that none was applied; fresh ones are enclosed.</summary>
internal sealed class ResetRunDriftException(IReadOnlyList<ResetDriftReason> reasons, IReadOnlyList<ResetPlan> fresh)
    : Exception($"nothing was changed, the figures moved since the preview: {string.Join("; ", reasons.Take(5))}")
{
    public IReadOnlyList<ResetDriftReason> Reasons { get; } = reasons;

    public IReadOnlyList<ResetPlan> Fresh { get; } = fresh;
}
