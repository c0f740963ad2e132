namespace Engine.Admin.Subscriptions;

/// <summary>One thing in which members of a group differ, though all of a group must be alike in it.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Topic">The topic it is about; null when it is about none.</param>
/// <param name="Variants">Two or more; that of the most members first.</param>
public sealed record SubscriptionDifference(
    SubscriptionDifferenceKind Kind, string? Topic, IReadOnlyList<SubscriptionVariant> Variants);
