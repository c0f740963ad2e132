using System.Globalization;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Client.Routing;

/// <summary>
/// Turns a route into lists of queues and compares routes. Pure. Mirrors MQClientInstance#topicRouteData2TopicPublishInfo,
/// #topicRouteData2TopicSubscribeInfo and #topicRouteDataIsChange.
/// </summary>
internal static class RouteViews
{
    private const int ReadPerm = 4;
    private const int WritePerm = 2;

    /// <summary>Writable queues, by broker name; a broker without a master takes no messages.</summary>
    public static IReadOnlyList<MessageQueue> Publish(string topic, TopicRouteBody route)
    {
        if (!string.IsNullOrEmpty(route.OrderTopicConf))
        {
            return Ordered(topic, route.OrderTopicConf);
        }

        var withMaster = route.BrokerDatas
            .Where(broker => broker.BrokerAddrs.ContainsKey(BrokerTarget.MasterId))
            .Select(broker => broker.BrokerName)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from data in route.QueueDatas.OrderBy(data => data.BrokerName, StringComparer.Ordinal)
               where (data.Perm & WritePerm) != 0 && withMaster.Contains(data.BrokerName)
               from id in Enumerable.Range(0, data.WriteQueueNums)
               select new MessageQueue(topic, data.BrokerName, id),
        ];
    }

    /// <summary>Readable queues; a slave alone suffices.</summary>
    public static IReadOnlyList<MessageQueue> Subscribe(string topic, TopicRouteBody route) =>
    [
        .. from data in route.QueueDatas
           where (data.Perm & ReadPerm) != 0
           from id in Enumerable.Range(0, data.ReadQueueNums)
           select new MessageQueue(topic, data.BrokerName, id),
    ];

    /// <summary>The route with at most so many queues to read and write per broker.</summary>
    public static TopicRouteBody Limited(TopicRouteBody route, int queueNums) => route with
    {
        QueueDatas =
        [
            .. from data in route.QueueDatas
               let limit = Math.Min(queueNums, data.ReadQueueNums)
               select data with { ReadQueueNums = limit, WriteQueueNums = limit },
        ],
    };

    /// <summary>Whether two routes say the same, in whatever order.</summary>
    public static bool AreEqual(TopicRouteBody left, TopicRouteBody right) =>
        (left.OrderTopicConf ?? string.Empty) == (right.OrderTopicConf ?? string.Empty)
        && left.QueueDatas.ToHashSet().SetEquals(right.QueueDatas)
        && left.BrokerDatas.Select(TextOf).ToHashSet().SetEquals(right.BrokerDatas.Select(TextOf));

    private static List<MessageQueue> Ordered(string topic, string orderTopicConf)
    {
        var queues = new List<MessageQueue>();
        foreach (var item in orderTopicConf.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = item.Split(':');
            if (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                queues.AddRange(Enumerable.Range(0, count).Select(id => new MessageQueue(topic, parts[0], id)));
            }
        }

        return queues;
    }

    private static string TextOf(BrokerData broker)
    {
        var addresses = broker.BrokerAddrs.OrderBy(pair => pair.Key).Select(pair => string.Create(null, $"{pair.Key}={pair.Value}"));
        return $"{broker.Cluster} {broker.BrokerName} {string.Join(',', addresses)}";
    }
}
