using Engine.Client.Routing;
using Engine.Protocol.Bodies;

namespace Engine.Client.Instance;

/// <summary>
/// The broker processes that were in the routes and are not: those that may come back. One is forgotten after 10 minutes; the refresh of
/// every 30 s finds it then. Safe for many threads; at most 256 entries.
/// </summary>
internal sealed class RouteLosses(TimeProvider timeProvider)
{
    private const int Most = 256;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string BrokerName, long BrokerId), (string Topic, long Since)> _lost = [];

    /// <summary>Raised when there are more of them.</summary>
    public Action? Lost { get; set; }

    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _lost.Count > 0;
            }
        }
    }

    /// <summary>Takes a change of the routes.</summary>
    public void Follow(RouteSnapshot before, RouteSnapshot after)
    {
        var isMore = false;
        lock (_lock)
        {
            foreach (var process in _lost.Keys.Where(process => after.Has(process.BrokerName, process.BrokerId)).ToList())
            {
                _lost.Remove(process);
            }

            foreach (var (brokerName, brokerId) in before.Processes.Where(process => !after.Has(process.BrokerName, process.BrokerId)))
            {
                if (_lost.Count < Most && before.FindTopicOf(brokerName) is { } topic)
                {
                    isMore |= _lost.TryAdd((brokerName, brokerId), (topic, timeProvider.GetTimestamp()));
                }
            }
        }

        if (isMore)
        {
            Lost?.Invoke();
        }
    }

    /// <summary>Each broker name of which a process is missing, with a topic whose route tells of it.</summary>
    public IReadOnlyList<(string BrokerName, string Topic)> ToAskFor()
    {
        lock (_lock)
        {
            foreach (var (process, _) in _lost.Where(lost => timeProvider.GetElapsedTime(lost.Value.Since) > Longest).ToList())
            {
                _lost.Remove(process);
            }

            return [.. _lost.GroupBy(lost => lost.Key.BrokerName).Select(lost => (lost.Key, lost.First().Value.Topic))];
        }
    }

    /// <summary>Whether a route has a missing process of a broker name.</summary>
    public bool IsAnyIn(string brokerName, TopicRouteBody route)
    {
        lock (_lock)
        {
            return route.BrokerDatas.Any(broker => broker.BrokerName == brokerName
                && broker.BrokerAddrs.Keys.Any(brokerId => _lost.ContainsKey((brokerName, brokerId))));
        }
    }
}
