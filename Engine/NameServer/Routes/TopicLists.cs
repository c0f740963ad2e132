using Engine.Protocol.Bodies;

namespace Engine.NameServer.Routes;

/// <summary>Topic names of a snapshot of the route table, in ordinal order. Pure. Mirrors RouteInfoManager's get…Topics.</summary>
internal static class TopicLists
{
    private const int UnitFlag = 1;
    private const int UnitSubscriptionFlag = 2;

    public static TopicListBody All(RouteTable table) => ListOf(table.Topics.Keys);

    /// <summary>Topics with queues on a broker of the cluster; none for an unknown cluster.</summary>
    public static TopicListBody OfCluster(RouteTable table, string cluster)
    {
        var names = table.Brokers.Values.Where(broker => broker.Cluster == cluster).Select(broker => broker.BrokerName)
            .ToHashSet(StringComparer.Ordinal);
        return ListOf(table.Topics.Where(topic => topic.Value.Keys.Any(names.Contains)).Select(topic => topic.Key));
    }

    /// <summary>Names of clusters and brokers, which are topics too, and a broker to ask for the others.</summary>
    public static TopicListBody System(RouteTable table)
    {
        var names = table.Brokers.Values.SelectMany(broker => (string[])[broker.Cluster, broker.BrokerName]);
        var first = table.Brokers.Values.FirstOrDefault();
        return ListOf(names.Distinct(StringComparer.Ordinal)) with { BrokerAddr = first?.BrokerAddrs.Values.FirstOrDefault() };
    }

    public static TopicListBody Unit(RouteTable table) => Flagged(table, flags => (flags & UnitFlag) != 0);

    public static TopicListBody HasUnitSubscription(RouteTable table) => Flagged(table, flags => (flags & UnitSubscriptionFlag) != 0);

    /// <summary>Topics that units subscribe and that are of no unit themselves.</summary>
    public static TopicListBody HasUnitSubscriptionOnly(RouteTable table) =>
        Flagged(table, flags => (flags & (UnitFlag | UnitSubscriptionFlag)) == UnitSubscriptionFlag);

    private static TopicListBody Flagged(RouteTable table, Func<int, bool> isWanted) =>
        ListOf(table.Topics.Where(topic => isWanted(topic.Value.Values.First().TopicSysFlag)).Select(topic => topic.Key));

    private static TopicListBody ListOf(IEnumerable<string> names) => new() { TopicList = [.. names.Order(StringComparer.Ordinal)] };
}
