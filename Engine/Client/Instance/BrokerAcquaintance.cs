using Engine.Remoting.Connections;
using Engine.Remoting.Outbound;

namespace Engine.Client.Instance;

/// <summary>
/// Which broker processes have had a heartbeat of this client over the connection that is open now, and since when: a broker forgets a
/// member with its connection. Safe for many threads; one entry for each address, as many as the cluster has.
/// </summary>
internal sealed class BrokerAcquaintance(TimeProvider timeProvider) : IConnectionObserver
{
    /// <summary>
    /// How long a broker that was met again is not believed to know all members: others notice a second later, connect at most 3 s after
    /// that, and tell it then.
    /// </summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Acquaintance> _brokers = new(StringComparer.Ordinal);

    /// <summary>Raised when a broker that knew this client has forgotten it with its connection, and when that can be mended.</summary>
    public Action? Missed { get; set; }

    public void Opened(string address, IConnection connection)
    {
        bool isMissed;
        lock (_lock)
        {
            var broker = Of(address);
            broker.Open = connection;
            broker.ToldAt = null;
            isMissed = broker.WasKnown;
        }

        if (isMissed)
        {
            Missed?.Invoke();
        }
    }

    public void Closed(string address, IConnection connection)
    {
        lock (_lock)
        {
            var broker = Of(address);
            if (broker.Open != connection)
            {
                return;
            }

            broker.Open = null;
            broker.WasKnown |= broker.ToldAt is not null;
            broker.ToldAt = null;
            if (!broker.WasKnown)
            {
                return;
            }
        }

        Missed?.Invoke();
    }

    /// <summary>It has taken a heartbeat.</summary>
    public void Told(string address)
    {
        lock (_lock)
        {
            var broker = Of(address);
            if (broker.Open is { IsOpen: true })
            {
                broker.ToldAt ??= timeProvider.GetTimestamp();
            }
        }
    }

    /// <summary>Whether it knew this client and has not heard of it since.</summary>
    public bool IsMissed(string address)
    {
        lock (_lock)
        {
            return _brokers.TryGetValue(address, out var broker) && broker is { WasKnown: true, ToldAt: null };
        }
    }

    /// <summary>Whether it has known this client long enough to know the others, too.</summary>
    public bool IsSettled(string address)
    {
        lock (_lock)
        {
            return _brokers.TryGetValue(address, out var broker)
                && broker.ToldAt is { } at
                && (!broker.WasKnown || timeProvider.GetElapsedTime(at) >= SettlingTime);
        }
    }

    private Acquaintance Of(string address)
    {
        if (!_brokers.TryGetValue(address, out var broker))
        {
            _brokers[address] = broker = new Acquaintance();
        }

        return broker;
    }

    private sealed class Acquaintance
    {
        public IConnection? Open { get; set; }

        /// <summary>Timestamp of the first heartbeat over the open connection.</summary>
        public long? ToldAt { get; set; }

        /// <summary>Whether it had one over an earlier connection.</summary>
        public bool WasKnown { get; set; }
    }
}
