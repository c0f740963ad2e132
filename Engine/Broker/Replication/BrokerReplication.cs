using Engine.Broker.Sending;
using Engine.Protocol.Bodies;
using Engine.Remoting.Outbound;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Replication;

/// <summary>
/// What a broker does for its slaves, or for its master: a master serves its log where its settings say, a slave follows it.
/// </summary>
internal sealed class BrokerReplication : IAsyncDisposable
{
    private readonly BrokerOptions _options;
    private readonly BrokerNetwork _network;
    private readonly MessageStore _store;
    private readonly HaSlaves _slaves = new();
    private readonly ReplicaWaits? _waits;
    private readonly HaServer? _server;
    private readonly HaFollower? _follower;

    public BrokerReplication(
        BrokerOptions options,
        MessageStore store,
        BrokerNetwork network,
        IRemotingClient client,
        TimeProvider timeProvider,
        ILogger logger)
    {
        _options = options;
        _network = network;
        _store = store;
        Master = new MasterPlace(options);
        _waits = options.Role == BrokerRole.SyncMaster ? new ReplicaWaits(_slaves, options, timeProvider) : null;
        Safety = new MessageSafety(store, _waits);
        if (options.IsSlave)
        {
            _follower = new HaFollower(
                options, store, network.Streams, new MasterCheck(Master, client, store, options), timeProvider, logger);
        }
        else
        {
            _server = new HaServer(options, store, _slaves, () => _waits?.Acknowledged(), timeProvider, logger);
        }
    }

    /// <summary>Where a slave's master is.</summary>
    public MasterPlace Master { get; }

    /// <summary>Of a master: whether a slave has had everything.</summary>
    public ICaughtUpSlaves CaughtUp => _slaves;

    /// <summary>What makes stored messages safe.</summary>
    public MessageSafety Safety { get; }

    /// <summary>Of a slave: how its tables stand; null where nobody looks after them.</summary>
    public ISlaveTableStatus? Tables { get; set; }

    /// <summary>Begins, when the store is open.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _follower?.Start();
        if (_server is not null)
        {
            await _server.StartAsync(_network.Streams, cancellationToken).ConfigureAwait(false);
        }
    }

    public BrokerHaStatusBody Read()
    {
        var slaves = _server?.Read() ?? [];
        return new BrokerHaStatusBody
        {
            Master = !_options.IsSlave,
            MasterCommitLogMaxOffset = _follower?.State.MasterEnd ?? _store.MaxPhysicalOffset,
            InSyncSlaveNums = slaves.Count(slave => slave.InSync),
            HaConnectionInfo = slaves,
            HaClientRuntimeInfo = _follower is null ? new HaClientStatus() : _follower.Read() with { Tables = Tables?.Read() ?? [] },
        };
    }

    /// <summary>Ends at once; senders that wait for a slave are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _waits?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        if (_follower is not null)
        {
            await _follower.DisposeAsync().ConfigureAwait(false);
        }
    }
}
