using Dashboard.Changes.Resets;
using Engine.Admin.Messages;
using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>A preview: nothing has changed yet. What is left out stays as it is.</summary>
internal sealed record ResetPlanContract(
    string PlanId, IReadOnlyList<ResetPlanRowContract> Rows, IReadOnlyList<ResetLeftOutContract> LeftOut)
{
    public static ResetPlanContract Of(
        ResetPlan plan, IReadOnlyDictionary<StoredPlace, MessageAtPlace>? messages = null) => new(
        plan.PlanId,
        [.. plan.Rows.Select(row => ResetPlanRowContract.Of(row, MessageOf(row, messages)))],
        [.. plan.LeftOut.Select(ResetLeftOutContract.Of)]);

    private static StoredMessage? MessageOf(ResetPlanRow row, IReadOnlyDictionary<StoredPlace, MessageAtPlace>? messages) =>
        messages?.GetValueOrDefault(new StoredPlace(row.Queue, row.Target))?.Message;
}
