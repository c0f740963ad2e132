using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Admin.Members;

/// <summary>Puts together what the brokers say of their clients: pure.</summary>
internal static class ConnectedClients
{
    /// <summary>By client id; RocketMQ's own groups are left out.</summary>
    public static IReadOnlyList<ConnectedClient> Of(
        IEnumerable<BrokerOutcome<QueueProgressBody>> progress, IEnumerable<BrokerOutcome<ProducerTableBody>> producers) =>
    [
        .. Members(progress).Concat(Producers(producers))
            .GroupBy(seen => seen.ClientId, StringComparer.Ordinal)
            .OrderBy(client => client.Key, StringComparer.Ordinal)
            .Select(client => Client(client.Key, [.. client])),
    ];

    private static IEnumerable<Seen> Members(IEnumerable<BrokerOutcome<QueueProgressBody>> progress) =>
        from outcome in progress
        where outcome.Value is not null
        from @group in outcome.Value!.Groups
        where !GroupNames.IsSystem(@group.Group)
        from member in @group.Members
        select new Seen(
            outcome.Broker,
            member.ClientId,
            member.Address,
            member.Language,
            member.Version,
            member.LastHeartbeatAt,
            new ClientMembership(@group.Group, RunningInfoReading.Subscribed(@group.Subscriptions), null, null),
            null);

    private static IEnumerable<Seen> Producers(IEnumerable<BrokerOutcome<ProducerTableBody>> producers) =>
        from outcome in producers
        where outcome.Value is not null
        from table in outcome.Value!.Data
        where table.Key != GroupNames.InnerProducer
        from producer in table.Value
        select new Seen(
            outcome.Broker,
            producer.ClientId,
            producer.RemoteIp,
            producer.Language,
            producer.Version,
            producer.LastUpdateTimestamp > 0 ? producer.LastUpdateTimestamp : null,
            null,
            table.Key);

    private static ConnectedClient Client(string clientId, Seen[] seen)
    {
        var first = seen[0];
        var memberships = seen.Where(one => one.Membership is not null).DistinctBy(one => one.Membership!.Group).ToList();
        var heartbeat = seen.Max(one => one.HeartbeatAt);
        var view = new ClientView(
            clientId,
            first.Address,
            first.Language,
            VersionNames.Of(first.Version),
            heartbeat is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            [.. memberships.Select(one => one.Membership!).OrderBy(one => one.Group, StringComparer.Ordinal)],
            [.. seen.Select(one => one.ProducerGroup).OfType<string>().Distinct().Order(StringComparer.Ordinal)])
        {
            ProducerBrokers = ProducerBrokers(seen),
        };
        return new ConnectedClient(view, memberships.ToDictionary(one => one.Membership!.Group, one => one.Broker));
    }

    private static Dictionary<string, IReadOnlyList<string>> ProducerBrokers(Seen[] seen) => seen
        .Where(one => one.ProducerGroup is not null)
        .GroupBy(one => one.ProducerGroup!, one => one.Broker.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Distinct(StringComparer.Ordinal)]);

    private sealed record Seen(
        BrokerEndpoint Broker,
        string ClientId,
        string Address,
        string Language,
        int Version,
        long? HeartbeatAt,
        ClientMembership? Membership,
        string? ProducerGroup);
}
