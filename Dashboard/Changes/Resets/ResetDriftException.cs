namespace Dashboard.Changes.Resets;

/// <summary>Queues moved since the plan, so that it was not applied; a fresh plan is enclosed.</summary>
internal sealed class ResetDriftException(IReadOnlyList<ResetDriftReason> reasons, ResetPlan fresh)
    : Exception($"nothing was changed, the figures moved since the preview: {string.Join("; ", reasons.Take(5))}")
{
    public IReadOnlyList<ResetDriftReason> Reasons { get; } = reasons;

    public ResetPlan Fresh { get; } = fresh;
}
