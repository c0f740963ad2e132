using Engine.Admin.Members;

namespace Engine.Admin.Subscriptions;

/// <summary>What the members of a group subscribe, and in what they differ.</summary>
/// <param name="Members">By client id.</param>
/// <param name="Differences">Empty when all that said something are alike.</param>
/// <param name="InForce">
/// What a broker takes the group to subscribe: that of the newest heartbeat, whoever sent it. By topic; empty without members.
/// </param>
/// <param name="Problems">A sentence per broker that did not answer; members that only it knows are missing.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record GroupSubscriptions(
    IReadOnlyList<MemberSubscriptions> Members,
    IReadOnlyList<SubscriptionDifference> Differences,
    IReadOnlyList<SubscribedTopic> InForce,
    IReadOnlyList<string> Problems,
    DateTimeOffset SampledAt)
{
    /// <summary>How many members did not say what they subscribe, and are not compared.</summary>
    public int Silent => Members.Count(member => member.Topics is null);
}
