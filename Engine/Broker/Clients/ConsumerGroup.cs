using System.Collections.Immutable;
using Engine.Protocol.Bodies;
using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>One state of the online members of a group. Mirrors ConsumerGroupInfo.</summary>
internal sealed record ConsumerGroup
{
    public required string Name { get; init; }

    public required ConsumeType ConsumeType { get; init; }

    public required MessageModel MessageModel { get; init; }

    public required ConsumeFromWhere ConsumeFromWhere { get; init; }

    public ImmutableDictionary<IConnection, ClientChannel> Members { get; init; } = ImmutableDictionary<IConnection, ClientChannel>.Empty;

    public ImmutableDictionary<string, SubscriptionData> Subscriptions { get; init; } =
        ImmutableDictionary.Create<string, SubscriptionData>(StringComparer.Ordinal);

    public static ConsumerGroup From(ConsumerData data) => new()
    {
        Name = data.GroupName,
        ConsumeType = data.ConsumeType,
        MessageModel = data.MessageModel,
        ConsumeFromWhere = data.ConsumeFromWhere,
    };

    /// <summary>
    /// The group after a member's heartbeat. The latest heartbeat decides type, model and subscribed topics for all. A change that
    /// the members must hear of is a new member, or a topic more or less; a newer version of a subscription alone is none.
    /// </summary>
    public ConsumerGroup With(ConsumerData data, ClientChannel channel, out bool changed)
    {
        var subscriptions = Merge(data.SubscriptionDataSet, out var topicsChanged);
        changed = topicsChanged || !Members.TryGetValue(channel.Connection, out var known) || known.ClientId != channel.ClientId;
        return this with
        {
            ConsumeType = data.ConsumeType,
            MessageModel = data.MessageModel,
            ConsumeFromWhere = data.ConsumeFromWhere,
            Members = Members.SetItem(channel.Connection, channel),
            Subscriptions = subscriptions,
        };
    }

    public ConsumerGroup Without(IConnection connection) => this with { Members = Members.Remove(connection) };

    private ImmutableDictionary<string, SubscriptionData> Merge(IReadOnlyList<SubscriptionData> told, out bool topicsChanged)
    {
        var merged = Subscriptions;
        topicsChanged = false;
        foreach (var subscription in told)
        {
            var isKnown = merged.TryGetValue(subscription.Topic, out var known);
            topicsChanged |= !isKnown;
            if (!isKnown || subscription.SubVersion > known!.SubVersion)
            {
                merged = merged.SetItem(subscription.Topic, subscription);
            }
        }

        foreach (var topic in merged.Keys.Where(topic => told.All(subscription => subscription.Topic != topic)).ToList())
        {
            topicsChanged = true;
            merged = merged.Remove(topic);
        }

        return merged;
    }
}
