using System.Net;
using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Broker;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Client.Consuming.Lite;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.NameServer;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging;

namespace Engine.Hosting;

/// <summary>
/// One name server and its brokers on a network of their own, so that several clusters live in one process. Starts the name server first,
/// then the masters side by side, then their slaves; stops in reverse.
/// </summary>
internal sealed partial class EmbeddedCluster : IEmbeddedCluster, IAsyncDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<EmbeddedCluster> _logger;
    private readonly EmbeddedNode _nameServer;
    private readonly EmbeddedBrokers _brokers;
    private readonly ClientContext _clients;
    private readonly AdminProducer _adminProducer;
    private readonly EmbeddedTransport? _ownNetwork;
    private volatile bool _isReady;

    /// <param name="options">Its settings.</param>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="loggers">Takes its logs.</param>
    /// <param name="meter">Takes its measurements.</param>
    /// <param name="transport">Where all of it listens and connects; null = in this process, and on the TCP ports of the settings.</param>
    public EmbeddedCluster(
        EmbeddedClusterOptions options,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        EngineMeter meter,
        ITransport? transport = null)
    {
        _timeProvider = timeProvider;
        _logger = loggers.CreateLogger<EmbeddedCluster>();
        _ownNetwork = transport is null ? new EmbeddedTransport(options, timeProvider, loggers, meter) : null;
        var network = transport ?? _ownNetwork!;
        var brokerNetwork = new BrokerNetwork(network, _ownNetwork?.Streams ?? new InProcessStreams());
        var addresses = _ownNetwork?.Addresses ?? EmbeddedAddresses.Of(options);
        Name = options.ClusterName;
        NameServers = [addresses.NameServer];
        _nameServer = new EmbeddedNode(NodeView.NameServer, NodeView.RoleOfNameServer, addresses.NameServer, () => new NameServerRun(
            new NameServerNode(EmbeddedNodes.NameServer(options, addresses.NameServer), network, timeProvider, loggers, meter)));
        _brokers = new EmbeddedBrokers(options, addresses, _ownNetwork, (known, broker) => new BrokerRun(
            new BrokerNode(EmbeddedNodes.Broker(options, known, broker), brokerNetwork, timeProvider, loggers, meter)));
        _clients = ClientContexts.Make(network, NameServers, IPAddress.Loopback, timeProvider, loggers) with
        {
            LocalOffsetsFolder = options.ClientsFolder,
        };
        _adminProducer = new AdminProducer(() => CreateProducer(new ProducerOptions { Group = AdminProducer.Group }));
        var remoting = new RemotingClient(
            network, new RequestDispatcher([], _logger, timeProvider), timeProvider, loggers.CreateLogger<RemotingClient>());
        Admin = new ClusterAdmin(Name, NameServers, remoting, _adminProducer.SendAsync, timeProvider, loggers);
    }

    public string Name { get; }

    public IReadOnlyList<string> NameServers { get; }

    public bool IsReady => _isReady;

    public IReadOnlyDictionary<string, string> WriteStops => _brokers.Nodes
        .Select(broker => (broker.Name, Stop: broker.WriteStop))
        .Where(broker => broker.Stop is not null)
        .ToDictionary(broker => broker.Name, broker => broker.Stop!, StringComparer.Ordinal);

    public IReadOnlyList<NodeView> Nodes => [_nameServer.View, .. _brokers.Nodes.Select(broker => broker.View)];

    public IClusterAdmin Admin { get; }

    public Producer CreateProducer(ProducerOptions options) => new(options, _clients);

    public TransactionProducer CreateTransactionProducer(TransactionProducerOptions options, ITransactionListener listener) =>
        new(options, listener, _clients);

    public LitePullConsumer CreateLitePullConsumer(LitePullConsumerOptions options) => new(options, _clients);

    public PushConsumer CreatePushConsumer(PushConsumerOptions options, IMessageListener listener) => new(options, listener, _clients);

    public PushConsumer CreatePushConsumer(PushConsumerOptions options, IOrderlyMessageListener listener) =>
        new(options, listener, _clients);

    public async Task ChangeNodeAsync(string node, NodeAction action, CancellationToken cancellationToken)
    {
        RequireReady();
        var found = _brokers.Nodes.Append(_nameServer).FirstOrDefault(one => one.Name == node || one.View.Address == node)
            ?? throw new AdminException(
                AdminErrorKind.NodeNotFound,
                $"The cluster '{Name}' has no node '{node}'; there is {string.Join(", ", Nodes.Select(one => one.Name))}.")
            {
                Field = "node",
            };
        await found.ChangeAsync(action, cancellationToken).ConfigureAwait(false);
    }

    public Task<NodeView> AddSlaveAsync(string broker, CancellationToken cancellationToken)
    {
        RequireReady();
        return _brokers.AddSlaveAsync(broker, cancellationToken);
    }

    /// <summary>Returns when every broker is registered. When one fails, those that started are stopped again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var began = _timeProvider.GetTimestamp();
        try
        {
            await _nameServer.StartAsync(cancellationToken).ConfigureAwait(false);
            await _brokers.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        _isReady = true;
        LogStarted(Name, _brokers.Nodes.Count, (long)_timeProvider.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>Stops the brokers, which persist everything, then the name server. Does nothing when it does not run.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isReady = false;
        try
        {
            // First: it says goodbye to the brokers.
            await _adminProducer.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await StopNodesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await Admin.DisposeAsync().ConfigureAwait(false);
        _ownNetwork?.Dispose();
    }

    private void RequireReady()
    {
        if (!_isReady)
        {
            throw new AdminException(AdminErrorKind.NotReady, $"The cluster '{Name}' is starting or stopping; try again in a moment.");
        }
    }

    private async Task StopNodesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _brokers.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _nameServer.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cluster {Cluster} runs with {Brokers} brokers after {Milliseconds} ms")]
    private partial void LogStarted(string cluster, int brokers, long milliseconds);
}
