using System.Collections.Immutable;
using Engine.Protocol.Bodies;

namespace Engine.Client.Routing;

/// <summary>Every route a client knows and the brokers in them, at one moment. Immutable; brokers in no route are not in it.</summary>
internal sealed class RouteSnapshot
{
    public static readonly RouteSnapshot Empty = new(ImmutableDictionary.Create<string, TopicRouteView>(StringComparer.Ordinal), []);

    private readonly ImmutableDictionary<string, TopicRouteView> _routes;
    private readonly Dictionary<string, IReadOnlyDictionary<long, string>> _brokers = new(StringComparer.Ordinal);

    /// <param name="routes">The routes.</param>
    /// <param name="newest">The route that was told last: what it says of its brokers is newer than what the others say.</param>
    private RouteSnapshot(ImmutableDictionary<string, TopicRouteView> routes, IEnumerable<BrokerData> newest)
    {
        _routes = routes;
        foreach (var broker in routes.Values.SelectMany(route => route.Body.BrokerDatas).Concat(newest))
        {
            _brokers[broker.BrokerName] = broker.BrokerAddrs;
        }
    }

    public IEnumerable<string> Topics => _routes.Keys;

    /// <summary>Every process of every broker, by its place.</summary>
    public IEnumerable<(string BrokerName, long BrokerId)> Processes =>
        _brokers.SelectMany(broker => broker.Value.Keys.Select(brokerId => (broker.Key, brokerId)));

    public bool Has(string brokerName, long brokerId) =>
        _brokers.TryGetValue(brokerName, out var addresses) && addresses.ContainsKey(brokerId);

    /// <summary>A topic whose route names the broker; null when none does.</summary>
    public string? FindTopicOf(string brokerName) =>
        _routes.Values.FirstOrDefault(route => route.Body.BrokerDatas.Any(broker => broker.BrokerName == brokerName))?.Topic;

    /// <summary>Every known process of the brokers of a route, masters first.</summary>
    public IReadOnlyList<BrokerTarget> ProcessesOf(TopicRouteBody route) =>
    [
        .. from name in route.BrokerDatas.Select(broker => broker.BrokerName).Distinct(StringComparer.Ordinal)
           from process in _brokers.GetValueOrDefault(name) ?? new Dictionary<long, string>()
           orderby process.Key, process.Value
           select new BrokerTarget(process.Value, process.Key),
    ];

    public TopicRouteView? Find(string topic) => _routes.GetValueOrDefault(topic);

    public RouteSnapshot With(TopicRouteView route) => new(_routes.SetItem(route.Topic, route), route.Body.BrokerDatas);

    /// <summary>Every process of every broker, masters first.</summary>
    public IReadOnlyList<BrokerTarget> AllBrokers() =>
    [
        .. from broker in _brokers.Values
           from process in broker
           orderby process.Key, process.Value
           select new BrokerTarget(process.Value, process.Key),
    ];

    /// <summary>The master of a broker name, which alone takes writes.</summary>
    public BrokerTarget? FindMaster(string brokerName) =>
        _brokers.TryGetValue(brokerName, out var addresses) && addresses.TryGetValue(BrokerTarget.MasterId, out var address)
            ? new BrokerTarget(address, BrokerTarget.MasterId)
            : null;

    /// <summary>The id of another process of a broker name than the one that could not be reached; null when there is none.</summary>
    public long? FindOther(string brokerName, BrokerTarget unreachable) =>
        _brokers.TryGetValue(brokerName, out var addresses)
            ? addresses.Where(process => process.Value != unreachable.Address).OrderBy(process => process.Key)
                .Select(process => (long?)process.Key).FirstOrDefault()
            : null;

    /// <summary>
    /// The wanted process of a broker name to read from; for a slave that is gone the next id; else any that there is. Mirrors
    /// MQClientInstance#findBrokerAddressInSubscribe.
    /// </summary>
    public BrokerTarget? FindReadable(string brokerName, long brokerId)
    {
        if (!_brokers.TryGetValue(brokerName, out var addresses) || addresses.Count == 0)
        {
            return null;
        }

        if (addresses.TryGetValue(brokerId, out var wanted))
        {
            return new BrokerTarget(wanted, brokerId);
        }

        if (brokerId != BrokerTarget.MasterId && addresses.TryGetValue(brokerId + 1, out var next))
        {
            return new BrokerTarget(next, brokerId + 1);
        }

        var any = addresses.MinBy(pair => pair.Key);
        return new BrokerTarget(any.Value, any.Key);
    }
}
