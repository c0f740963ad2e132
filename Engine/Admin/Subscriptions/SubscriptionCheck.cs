using Engine.Admin.Members;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Admin.Subscriptions;

/// <summary>
/// Compares what the members of a group subscribe: pure. Brokers keep one subscription for a group, so that members that differ take
/// messages from each other or lose them. Mirrors ConsumerRunningInfo#analyzeSubscription.
/// </summary>
public static class SubscriptionCheck
{
    private const string All = "*";
    private const string Tag = "TAG";

    /// <summary>Name of the consumer's own setting among a client's properties.</summary>
    private const string ModelProperty = "messageModel";

    /// <summary>Its members with what each said, and the differences between those that said something.</summary>
    public static GroupSubscriptions Of(string group, ClientList list)
    {
        var memberships = list.Clients
            .SelectMany(client => client.Memberships, (client, membership) => (client.ClientId, Membership: membership))
            .Where(one => one.Membership.Group == group)
            .OrderBy(one => one.ClientId, StringComparer.Ordinal)
            .ToList();
        var members = memberships.ConvertAll(one => MemberOf(one.ClientId, one.Membership));
        var inForce = memberships.Count == 0 ? [] : memberships[0].Membership.Subscriptions;
        return new GroupSubscriptions(members, Compare(members), inForce, list.Problems, list.SampledAt);
    }

    /// <summary>
    /// In what members differ: topics and expressions by topic, then type, model and order. Tags count as a set; the group's retry topic,
    /// which only clustering members have, is not compared.
    /// </summary>
    public static IReadOnlyList<SubscriptionDifference> Compare(IReadOnlyList<MemberSubscriptions> members)
    {
        var told = members.Where(member => member.Topics is not null).ToList();
        return
        [
            .. ByTopic(told),
            .. Between(SubscriptionDifferenceKind.ConsumeType, told, member => member.ConsumeType),
            .. Between(SubscriptionDifferenceKind.MessageModel, told, member => member.MessageModel),
            .. Between(SubscriptionDifferenceKind.Order, told, member => member.Orderly switch
            {
                true => "orderly",
                false => "concurrent",
                null => null,
            }),
        ];
    }

    /// <summary>An expression with its type as it is compared: tags sorted and each once, no expression as "*".</summary>
    public static string Canonical(SubscribedTopic subscription)
    {
        var type = string.IsNullOrWhiteSpace(subscription.ExpressionType) ? Tag : subscription.ExpressionType.Trim().ToUpperInvariant();
        var expression = string.IsNullOrWhiteSpace(subscription.Expression) ? All : subscription.Expression.Trim();
        if (type == Tag)
        {
            var tags = expression.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            expression = string.Join(" || ", tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }

        return $"{type} {expression}";
    }

    private static MemberSubscriptions MemberOf(string clientId, ClientMembership membership)
    {
        var running = membership.Running;
        return new MemberSubscriptions(
            clientId,
            running?.Settings.GetValueOrDefault(RunningInfoProperties.ConsumeType) switch
            {
                "CONSUME_PASSIVELY" => "push",
                "CONSUME_ACTIVELY" => "pull",
                _ => null,
            },
            running?.Settings.GetValueOrDefault(ModelProperty)?.ToUpperInvariant() switch
            {
                "CLUSTERING" => "clustering",
                "BROADCASTING" => "broadcasting",
                _ => null,
            },
            running?.Orderly,
            running?.Subscriptions,
            running is null ? membership.Problem : null);
    }

    private static IEnumerable<SubscriptionDifference> ByTopic(IReadOnlyList<MemberSubscriptions> told) =>
        from topic in told
            .SelectMany(member => member.Topics!)
            .Select(one => one.Topic)
            .Where(topic => !TopicNames.IsRetry(topic))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
        let variants = Variants(told, member =>
            member.Topics!.FirstOrDefault(one => one.Topic == topic) is { } found ? Canonical(found) : null)
        where variants.Count > 1
        let kind = variants.Any(variant => variant.Value is null)
            ? SubscriptionDifferenceKind.Topic
            : SubscriptionDifferenceKind.Expression
        select new SubscriptionDifference(kind, topic, variants);

    /// <summary>Members that do not say are not compared.</summary>
    private static IEnumerable<SubscriptionDifference> Between(
        SubscriptionDifferenceKind kind, IEnumerable<MemberSubscriptions> told, Func<MemberSubscriptions, string?> of)
    {
        var variants = Variants(told.Where(member => of(member) is not null), of);
        return variants.Count > 1 ? [new SubscriptionDifference(kind, null, variants)] : [];
    }

    private static IReadOnlyList<SubscriptionVariant> Variants(
        IEnumerable<MemberSubscriptions> members, Func<MemberSubscriptions, string?> of) =>
    [
        .. members
            .GroupBy(of, StringComparer.Ordinal)
            .OrderByDescending(same => same.Count())
            .ThenBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new SubscriptionVariant(same.Key, [.. same.Select(member => member.ClientId)])),
    ];
}
