namespace Dashboard.Changes.Resets;

/// <summary>The plans that can be applied: for ten minutes, at most 100, the oldest makes room for the newest.</summary>
internal sealed class ResetPlanStore(TimeProvider timeProvider)
{
    public const int Capacity = 100;

    private readonly Lock _lock = new();
    private readonly List<ResetPlan> _plans = [];

    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    public void Keep(ResetPlan plan)
    {
        lock (_lock)
        {
            Expire_NeedsLock();
            if (_plans.Count == Capacity)
            {
                _plans.RemoveAt(0);
            }

            _plans.Add(plan);
        }
    }

    /// <summary>The plan, while it lives; a plan can be applied again until then, as far as it has not drifted.</summary>
    public ResetPlan? Find(string planId)
    {
        lock (_lock)
        {
            Expire_NeedsLock();
            return _plans.Find(plan => plan.PlanId == planId);
        }
    }

    /// <summary>Whether a plan is too old to be applied, wherever it is kept.</summary>
    public bool IsExpired(ResetPlan plan) => plan.CreatedAt <= timeProvider.GetUtcNow() - Lifetime;

    private void Expire_NeedsLock() => _plans.RemoveAll(IsExpired);
}
