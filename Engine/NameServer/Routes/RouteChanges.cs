using System.Collections.Immutable;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.NameServer.Routes;

/// <summary>How the route table follows what brokers and operators say: from one snapshot to the next, deciding only.</summary>
internal static class RouteChanges
{
    /// <summary>
    /// Takes a broker in, or anew. Only the master (id 0) changes topics, and only when it is new or its data version is not the
    /// known one; topics that its registration lacks stay.
    /// </summary>
    public static RouteTable Register(RouteTable table, BrokerRegistration registration, TimeSpan now)
    {
        var known = table.Live.GetValueOrDefault(registration.Address);
        var addresses = Addresses(table, registration.BrokerName);
        var isNew = !addresses.ContainsKey(registration.BrokerId);

        // An address that comes back under another id (a slave made master) holds one entry only.
        addresses = addresses
            .RemoveRange(addresses.Where(entry => entry.Value == registration.Address).Select(entry => entry.Key))
            .SetItem(registration.BrokerId, registration.Address);
        var changesTopics = registration.BrokerId == 0 && (isNew || known?.DataVersion != registration.Topics.DataVersion);
        return table with
        {
            Brokers = table.Brokers.SetItem(registration.BrokerName, new BrokerData
            {
                Cluster = registration.Cluster,
                BrokerName = registration.BrokerName,
                BrokerAddrs = addresses,
            }),
            Topics = changesTopics ? WithTopics(table.Topics, registration) : table.Topics,
            Live = table.Live.SetItem(registration.Address, new LiveBroker(
                registration.Address,
                registration.BrokerName,
                registration.Topics.DataVersion,
                registration.HaAddress,
                now,
                registration.Connection)),
        };
    }

    /// <summary>Takes a broker process out; with the last address of its name go that name's queues.</summary>
    public static RouteTable Remove(RouteTable table, string address)
    {
        var live = table.Live.Remove(address);
        var owner = table.Brokers.Values.FirstOrDefault(broker => broker.BrokerAddrs.Values.Contains(address));
        if (owner is null)
        {
            return table with { Live = live };
        }

        var addresses = Addresses(table, owner.BrokerName);
        addresses = addresses.RemoveRange(addresses.Where(entry => entry.Value == address).Select(entry => entry.Key));
        if (addresses.Count > 0)
        {
            return table with { Live = live, Brokers = table.Brokers.SetItem(owner.BrokerName, owner with { BrokerAddrs = addresses }) };
        }

        return table with
        {
            Live = live,
            Brokers = table.Brokers.Remove(owner.BrokerName),
            Topics = WithoutQueues(table.Topics, table.Topics.Keys, [owner.BrokerName]),
        };
    }

    /// <summary>Takes a topic out, of one cluster's brokers or of all.</summary>
    public static RouteTable DeleteTopic(RouteTable table, string topic, string? cluster)
    {
        if (!table.Topics.TryGetValue(topic, out var queues))
        {
            return table;
        }

        var names = cluster is null
            ? queues.Keys
            : queues.Keys.Where(name => table.Brokers.TryGetValue(name, out var broker) && broker.Cluster == cluster);
        return table with { Topics = WithoutQueues(table.Topics, [topic], [.. names]) };
    }

    /// <summary>Takes the write permission from all queues of a broker, or gives it (and nothing but read and write) back.</summary>
    public static RouteTable ChangeWritePermission(RouteTable table, string brokerName, bool isWritable, out int topics)
    {
        const int write = 2;
        const int readWrite = 6;
        var builder = table.Topics.ToBuilder();
        topics = 0;
        foreach (var (topic, queues) in table.Topics)
        {
            if (queues.TryGetValue(brokerName, out var queue))
            {
                topics++;
                builder[topic] = queues.SetItem(brokerName, queue with { Perm = isWritable ? readWrite : queue.Perm & ~write });
            }
        }

        return table with { Topics = builder.ToImmutable() };
    }

    /// <summary>Puts queues into the routes, those of brokers that are there.</summary>
    public static RouteTable AddTopic(RouteTable table, string topic, IReadOnlyList<QueueData> queues)
    {
        var known = queues.Where(queue => table.Brokers.ContainsKey(queue.BrokerName)).Select(Bounded).ToList();
        if (known.Count == 0)
        {
            return table;
        }

        var all = table.Topics.GetValueOrDefault(topic, ImmutableSortedDictionary.Create<string, QueueData>(StringComparer.Ordinal));
        return table with
        {
            Topics = table.Topics.SetItem(topic, all.SetItems(known.Select(queue => KeyValuePair.Create(queue.BrokerName, queue)))),
        };
    }

    private static QueueData Bounded(QueueData queues) => queues with
    {
        ReadQueueNums = QueueLimits.Bounded(queues.ReadQueueNums),
        WriteQueueNums = QueueLimits.Bounded(queues.WriteQueueNums),
    };

    /// <summary>The brokers not seen for longer than the silence allowed.</summary>
    public static IReadOnlyList<LiveBroker> Silent(RouteTable table, TimeSpan now, TimeSpan silence) =>
        [.. table.Live.Values.Where(broker => now - broker.LastSeen > silence)];

    private static ImmutableSortedDictionary<long, string> Addresses(RouteTable table, string brokerName) =>
        table.Brokers.TryGetValue(brokerName, out var broker)
            ? broker.BrokerAddrs.ToImmutableSortedDictionary()
            : ImmutableSortedDictionary<long, string>.Empty;

    private static ImmutableDictionary<string, ImmutableSortedDictionary<string, QueueData>> WithTopics(
        ImmutableDictionary<string, ImmutableSortedDictionary<string, QueueData>> topics,
        BrokerRegistration registration)
    {
        var none = ImmutableSortedDictionary.Create<string, QueueData>(StringComparer.Ordinal);
        var builder = topics.ToBuilder();
        foreach (var (topic, config) in registration.Topics.TopicConfigTable)
        {
            builder[topic] = builder.GetValueOrDefault(topic, none).SetItem(registration.BrokerName, new QueueData
            {
                BrokerName = registration.BrokerName,
                ReadQueueNums = QueueLimits.Bounded(config.ReadQueueNums),
                WriteQueueNums = QueueLimits.Bounded(config.WriteQueueNums),
                Perm = config.Perm,
                TopicSysFlag = config.TopicSysFlag,
            });
        }

        return builder.ToImmutable();
    }

    private static ImmutableDictionary<string, ImmutableSortedDictionary<string, QueueData>> WithoutQueues(
        ImmutableDictionary<string, ImmutableSortedDictionary<string, QueueData>> topics,
        IEnumerable<string> names,
        IReadOnlyList<string> brokerNames)
    {
        var builder = topics.ToBuilder();
        foreach (var name in names)
        {
            var left = topics[name].RemoveRange(brokerNames);
            if (left.IsEmpty)
            {
                builder.Remove(name);
            }
            else
            {
                builder[name] = left;
            }
        }

        return builder.ToImmutable();
    }
}
