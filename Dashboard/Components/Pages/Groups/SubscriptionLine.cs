using Engine.Admin.Members;
using Engine.Admin.Subscriptions;

namespace Dashboard.Components.Pages.Groups;

/// <summary>One row of the subscriptions: a member with one of its topics, or alone when it has none or did not say.</summary>
/// <param name="Member">The member.</param>
/// <param name="Subscription">Null when there is none to show.</param>
/// <param name="IsOdd">Whether it differs from the most members; where there is no such majority, from any.</param>
internal sealed record SubscriptionLine(MemberSubscriptions Member, SubscribedTopic? Subscription, bool IsOdd)
{
    public (string, string?) Key => (Member.ClientId, Subscription?.Topic);

    /// <summary>By member and topic.</summary>
    public static SubscriptionLine[] Of(GroupSubscriptions found)
    {
        var odd = found.Differences
            .Where(difference => difference.Topic is not null)
            .SelectMany(difference => Odd(difference.Variants), (difference, clientId) => (clientId, difference.Topic))
            .ToHashSet();
        return
        [
            .. from member in found.Members
               from topic in (member.Topics ?? []).DefaultIfEmpty<SubscribedTopic?>(null)
               select new SubscriptionLine(member, topic, topic is not null && odd.Contains((member.ClientId, topic.Topic))),
        ];
    }

    private static IEnumerable<string> Odd(IReadOnlyList<SubscriptionVariant> variants)
    {
        var hasMajority = variants[0].ClientIds.Count > variants[1].ClientIds.Count;
        return variants.Skip(hasMajority ? 1 : 0).SelectMany(variant => variant.ClientIds);
    }
}
