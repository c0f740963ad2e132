namespace Dashboard.Changes.Resets;

/// <summary>The plan does not exist, belongs to another group, or is older than ten minutes.</summary>
internal sealed class ResetPlanGoneException(string planId)
    : Exception($"there is no plan '{planId}' any more: plans are kept for 10 minutes, at most 100 of them; make a new one");
