using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Microsoft.Extensions.Logging;

namespace Engine.NameServer.Routes;

/// <summary>The one writer of the route table: applies changes one after the other and swaps the snapshot that others read.</summary>
internal sealed partial class RouteTableWriter(TimeProvider timeProvider, ILogger<RouteTableWriter> logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<IConnection> _watched = [];
    private readonly long _began = timeProvider.GetTimestamp();
    private volatile RouteTable _current = RouteTable.Empty;

    public RouteTable Current => _current;

    /// <summary>Takes a registration in and watches its connection; the answer tells a slave its master.</summary>
    public RegisterBrokerResponseHeader Register(BrokerRegistration registration)
    {
        bool isNew, watch;
        RouteTable table;
        lock (_lock)
        {
            isNew = !_current.Live.ContainsKey(registration.Address);
            table = _current = RouteChanges.Register(_current, registration, Now());
            watch = _watched.Add(registration.Connection);
        }

        if (isNew)
        {
            LogRegistered(registration.BrokerName, registration.BrokerId, registration.Address, registration.Cluster);
        }

        if (watch)
        {
            // Runs at once when the connection closed meanwhile.
            registration.Connection.Closed.UnsafeRegister(_ => Lose(registration.Connection), null);
        }

        return RouteLookup.MasterOf(table, registration.BrokerName, registration.BrokerId);
    }

    /// <summary>Takes out a broker that says goodbye.</summary>
    public void Unregister(string brokerName, string address)
    {
        lock (_lock)
        {
            _current = RouteChanges.Remove(_current, address);
        }

        LogRemoved(brokerName, address, "it unregistered");
    }

    /// <summary>Takes out the brokers silent for longer than that and closes their connections.</summary>
    public void Expire(TimeSpan silence)
    {
        IReadOnlyList<LiveBroker> silent;
        lock (_lock)
        {
            silent = RouteChanges.Silent(_current, Now(), silence);
            Remove_NeedsLock(silent);
        }

        foreach (var broker in silent)
        {
            LogRemoved(broker.BrokerName, broker.Address, "it was silent too long");
            broker.Connection.Close($"silent for more than {silence.TotalSeconds:0} s");
        }
    }

    public void DeleteTopic(string topic, string? cluster)
    {
        lock (_lock)
        {
            _current = RouteChanges.DeleteTopic(_current, topic, cluster);
        }

        LogTopicDeleted(topic, cluster ?? "every cluster");
    }

    /// <summary>A broker told that it lives; without effect for an unknown one.</summary>
    public void Touch(string address)
    {
        lock (_lock)
        {
            if (_current.Live.TryGetValue(address, out var live))
            {
                _current = _current with { Live = _current.Live.SetItem(address, live with { LastSeen = Now() }) };
            }
        }
    }

    /// <summary>Closes a broker's topics to producers, or opens them again; the number of topics it has.</summary>
    public int ChangeWritePermission(string brokerName, bool isWritable)
    {
        int count;
        lock (_lock)
        {
            _current = RouteChanges.ChangeWritePermission(_current, brokerName, isWritable, out count);
        }

        LogWritePermission(brokerName, isWritable, count);
        return count;
    }

    /// <summary>Puts queues of known brokers into the routes.</summary>
    public void AddTopic(string topic, IReadOnlyList<QueueData> queues)
    {
        lock (_lock)
        {
            _current = RouteChanges.AddTopic(_current, topic, queues);
        }
    }

    private void Lose(IConnection connection)
    {
        LiveBroker[] lost;
        lock (_lock)
        {
            _watched.Remove(connection);
            lost = [.. _current.Live.Values.Where(broker => broker.Connection == connection)];
            Remove_NeedsLock(lost);
        }

        foreach (var broker in lost)
        {
            LogRemoved(broker.BrokerName, broker.Address, "its connection closed");
        }
    }

    private void Remove_NeedsLock(IEnumerable<LiveBroker> brokers) =>
        _current = brokers.Aggregate(_current, (table, broker) => RouteChanges.Remove(table, broker.Address));

    /// <summary>Monotonic, so that a corrected system clock loses no broker.</summary>
    private TimeSpan Now() => timeProvider.GetElapsedTime(_began);

    [LoggerMessage(Level = LogLevel.Information, Message = "broker {Broker} id {Id} at {Address} of cluster {Cluster} registered")]
    private partial void LogRegistered(string broker, long id, string address, string cluster);

    [LoggerMessage(Level = LogLevel.Information, Message = "broker {Broker} at {Address} left the routes: {Reason}")]
    private partial void LogRemoved(string broker, string address, string reason);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "the routes of the {Count} topics of broker {Broker} are writable now: {IsWritable}")]
    private partial void LogWritePermission(string broker, bool isWritable, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "topic {Topic} left the routes of {Cluster}")]
    private partial void LogTopicDeleted(string topic, string cluster);
}
