using Engine.Admin.Members;
using Engine.Admin.Subscriptions;

namespace Dashboard.Api.Contracts;

/// <summary>
/// What the members of a group subscribe, and in what they differ: topic, expression, consumeType, messageModel or order.
/// </summary>
internal sealed record GroupSubscriptionsContract(
    bool Consistent,
    int Silent,
    IReadOnlyList<SubscriptionDifference> Differences,
    IReadOnlyList<MemberSubscriptions> Members,
    IReadOnlyList<SubscribedTopic> InForce,
    IReadOnlyList<string> Problems,
    DateTimeOffset SampledAt)
{
    public static GroupSubscriptionsContract Of(GroupSubscriptions found) => new(
        found.Differences.Count == 0,
        found.Silent,
        found.Differences,
        found.Members,
        found.InForce,
        found.Problems,
        found.SampledAt);
}
