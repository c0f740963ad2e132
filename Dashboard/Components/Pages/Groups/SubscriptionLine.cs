using Engine.Admin.Members;
using Engine.Admin.Subscriptions;
using Engine.Protocol.Messages;

namespace Dashboard.Components.Pages.Groups;

/// <summary>
/// One row of the subscriptions: a member with one of its topics, with one that it lacks unlike most others, or alone when it has none.
/// </summary>
/// <param name="Member">The member.</param>
/// <param name="Topic">Topic name; null when there is none to show.</param>
/// <param name="Subscription">Null where the member does not subscribe the topic.</param>
/// <param name="IsOdd">Whether it differs from the most members; where there is no such majority, from any.</param>
internal sealed record SubscriptionLine(MemberSubscriptions Member, string? Topic, SubscribedTopic? Subscription, bool IsOdd)
{
    public (string, string?) Key => (Member.ClientId, Topic);

    /// <summary>By member and topic, retry topics last.</summary>
    public static SubscriptionLine[] Of(GroupSubscriptions found)
    {
        var odd = found.Differences
            .Where(difference => difference.Topic is not null)
            .SelectMany(difference => Odd(difference.Variants), (difference, clientId) => (clientId, Topic: difference.Topic!))
            .ToLookup(one => one.clientId, one => one.Topic, StringComparer.Ordinal);
        return [.. found.Members.SelectMany(member => LinesOf(member, [.. odd[member.ClientId]]))];
    }

    private static IEnumerable<SubscriptionLine> LinesOf(MemberSubscriptions member, HashSet<string> odd)
    {
        var topics = member.Topics ?? [];
        var lines = topics
            .Select(topic => new SubscriptionLine(member, topic.Topic, topic, odd.Contains(topic.Topic)))
            .Concat(odd.Except(topics.Select(topic => topic.Topic)).Select(topic => new SubscriptionLine(member, topic, null, true)))
            .OrderBy(line => TopicNames.IsRetry(line.Topic!))
            .ThenBy(line => line.Topic, StringComparer.Ordinal);
        return lines.DefaultIfEmpty(new SubscriptionLine(member, null, null, false));
    }

    private static IEnumerable<string> Odd(IReadOnlyList<SubscriptionVariant> variants)
    {
        var hasMajority = variants[0].ClientIds.Count > variants[1].ClientIds.Count;
        return variants.Skip(hasMajority ? 1 : 0).SelectMany(variant => variant.ClientIds);
    }
}
