using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Clusters;

/// <summary>What the name servers know: brokers and routes.</summary>
internal sealed class ClusterDirectory(ClusterCalls calls, string clusterName)
{
    private static readonly BrokerEndpoint NameServer = new("name server", string.Empty);

    private volatile IReadOnlyCollection<string> _clusterNames = [clusterName];

    /// <summary>Its name in this process.</summary>
    public string ClusterName { get; } = clusterName;

    /// <summary>
    /// Names under which it knows itself: a cluster elsewhere may have another than the one it has here, as <c>DefaultCluster</c>. Those
    /// that the name servers told last; until then the name here.
    /// </summary>
    public IReadOnlyCollection<string> ClusterNames => _clusterNames;

    public async Task<ClusterView> ReadAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var brokers = await ReadBrokersAsync(deadline, cancellationToken).ConfigureAwait(false);
        return new ClusterView(ClusterName, calls.NameServers, [.. brokers.SelectMany(Views)]);
    }

    /// <summary>The masters, by name, for changes. A broker name whose master is down is left out: nobody takes any.</summary>
    public async Task<IReadOnlyList<BrokerEndpoint>> ReadMastersAsync(Deadline deadline, CancellationToken cancellationToken) =>
        Masters(await ReadBrokersAsync(deadline, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// The masters, by name, for a change of what every broker has: one that slaves stand in for would miss it, so that it is refused.
    /// </summary>
    public async Task<IReadOnlyList<BrokerEndpoint>> ReadAllMastersAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var readers = await ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        foreach (var slave in readers.Where(reader => reader.IsSlave))
        {
            throw WithoutMaster(slave);
        }

        return readers;
    }

    /// <summary>
    /// Who is read, by broker name: the master, or where that is down the slave with the lowest id. A broker name without both is left out.
    /// </summary>
    public async Task<IReadOnlyList<BrokerEndpoint>> ReadReadersAsync(Deadline deadline, CancellationToken cancellationToken) =>
        Readers(await ReadBrokersAsync(deadline, cancellationToken).ConfigureAwait(false));

    /// <summary>The master of a broker name; none is <see cref="AdminErrorKind.BrokerNotFound"/> with the names that there are.</summary>
    public async Task<BrokerEndpoint> ReadMasterAsync(string name, Deadline deadline, CancellationToken cancellationToken)
    {
        var readers = await ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        foreach (var reader in readers.Where(reader => reader.Name == name))
        {
            return reader.IsSlave ? throw WithoutMaster(reader) : reader;
        }

        var masters = readers.Where(reader => !reader.IsSlave).ToList();

        var known = masters.Count == 0 ? "none is online" : $"there is {string.Join(", ", masters.Select(master => master.Name))}";
        throw new AdminException(AdminErrorKind.BrokerNotFound, $"Broker {name} does not exist or is offline; {known}.")
        {
            Field = "broker",
        };
    }

    /// <summary>The route of a topic; null when the name servers know none.</summary>
    public async Task<TopicRouteBody?> FindRouteAsync(string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new TopicHeader { Topic = topic });
        var answer = await calls.AskNameServerAsync(request, deadline, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => answer.ReadBody<TopicRouteBody>(),
            ResponseCode.TopicNotExist => null,
            _ => throw ClusterCalls.Refusal(NameServer, answer, $"the route of topic {topic}"),
        };
    }

    /// <summary>The route of a topic; none is <see cref="AdminErrorKind.TopicNotFound"/>.</summary>
    public async Task<TopicRouteBody> ReadRouteAsync(string topic, Deadline deadline, CancellationToken cancellationToken) =>
        await FindRouteAsync(topic, deadline, cancellationToken).ConfigureAwait(false)
            ?? throw new AdminException(AdminErrorKind.TopicNotFound, $"Topic {topic} does not exist.") { Field = "topic" };

    /// <summary>Why a change is refused where only slaves are left.</summary>
    public static AdminException WithoutMaster(BrokerEndpoint slave) => new(
        AdminErrorKind.Unreachable,
        $"No master of {slave.Name} is online: its slave {slave.Node} can be read but takes no changes; start the master first.")
    {
        Field = "broker",
    };

    public static IReadOnlyList<BrokerEndpoint> Readers(IEnumerable<BrokerData> brokers) =>
    [
        .. brokers
            .Where(broker => broker.BrokerAddrs.Count > 0)
            .Select(broker => (broker.BrokerName, First: broker.BrokerAddrs.MinBy(address => address.Key)))
            .Select(broker => new BrokerEndpoint(broker.BrokerName, broker.First.Value, broker.First.Key))
            .OrderBy(broker => broker.Name, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<BrokerEndpoint> Masters(IEnumerable<BrokerData> brokers) =>
    [
        .. brokers
            .Where(broker => broker.BrokerAddrs.ContainsKey(0))
            .Select(broker => new BrokerEndpoint(broker.BrokerName, broker.BrokerAddrs[0]))
            .OrderBy(broker => broker.Name, StringComparer.Ordinal),
    ];

    private async Task<IReadOnlyList<BrokerData>> ReadBrokersAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetBrokerClusterInfo);
        var answer = await calls.AskNameServerAsync(request, deadline, cancellationToken).ConfigureAwait(false);
        if (answer.Code != ResponseCode.Success)
        {
            throw ClusterCalls.Refusal(NameServer, answer, "the list of brokers");
        }

        var known = answer.ReadBody<ClusterInfoBody>();
        if (known.ClusterAddrTable.Count > 0)
        {
            _clusterNames = [.. known.ClusterAddrTable.Keys];
        }

        return [.. known.BrokerAddrTable.Values.OrderBy(broker => broker.BrokerName, StringComparer.Ordinal)];
    }

    private static IEnumerable<BrokerView> Views(BrokerData broker) =>
        broker.BrokerAddrs
            .OrderBy(address => address.Key)
            .Select(address => new BrokerView(
                broker.BrokerName, address.Key, address.Key == 0 ? "master" : "slave", address.Value, "online"));
}
