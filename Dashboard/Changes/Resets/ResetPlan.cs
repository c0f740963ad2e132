namespace Dashboard.Changes.Resets;

/// <summary>A preview that can be applied as it stands for ten minutes.</summary>
internal sealed record ResetPlan(
    string PlanId,
    ResetRequest Request,
    IReadOnlyList<ResetPlanRow> Rows,
    bool GroupOnline,
    DateTimeOffset CreatedAt)
{
    /// <summary>Queues of the scope that stay as they are.</summary>
    public IReadOnlyList<ResetLeftOut> LeftOut { get; init; } = [];
}
