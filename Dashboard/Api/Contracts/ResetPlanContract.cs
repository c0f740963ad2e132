using Dashboard.Changes.Resets;

namespace Dashboard.Api.Contracts;

/// <summary>A preview: nothing has changed yet.</summary>
internal sealed record ResetPlanContract(string PlanId, IReadOnlyList<ResetPlanRowContract> Rows)
{
    public static ResetPlanContract Of(ResetPlan plan) => new(plan.PlanId, [.. plan.Rows.Select(ResetPlanRowContract.Of)]);
}
