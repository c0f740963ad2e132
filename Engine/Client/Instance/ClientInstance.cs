using Engine.Client.Api;
using Engine.Client.Routing;
using Engine.Duties;
using Engine.Protocol;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// What the producers and consumers with one client id share: connections, routes, and the scheduled duties (A1). Mirrors
/// MQClientInstance.
/// </summary>
internal sealed partial class ClientInstance : IAsyncDisposable
{
    private static readonly TimeSpan FirstRouteRefresh = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RouteRefreshPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstHeartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstOffsetPersist = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OffsetPersistPeriod = TimeSpan.FromSeconds(5);

    private readonly IRemotingClient _remoting;
    private readonly PeriodicLoop _routeRefresh;
    private readonly PeriodicLoop _heartbeat;
    private readonly PeriodicLoop _offsetPersist;
    private readonly RouteRepair _repair;
    private readonly BrokerWatch _watch;
    private readonly ILogger _logger;
    private int _disposed;

    /// <param name="context">The cluster and this process.</param>
    /// <param name="instanceName">The application's name for the client; null makes a unique one.</param>
    public ClientInstance(ClientContext context, string? instanceName)
    {
        Context = context;
        ClientId = context.ClientIds.Next(instanceName);
        _logger = context.LoggerFactory.CreateLogger<ClientInstance>();
        var notifications = new BrokerNotificationHandler(Members, context.LoggerFactory.CreateLogger<BrokerNotificationHandler>());
        var toProducers = new ProducerRequestHandler(
            Members,
            context.TimeProvider,
            context.LoggerFactory.CreateLogger<ProducerRequestHandler>());
        var questions = new BrokerQuestionHandler(Members);
        var dispatcher = new RequestDispatcher(
            [.. notifications.Registrations(), .. questions.Registrations(), .. toProducers.Registrations()],
            context.LoggerFactory.CreateLogger<RequestDispatcher>(),
            context.TimeProvider);
        _remoting = new RemotingClient(
            context.Transport,
            dispatcher,
            context.TimeProvider,
            context.LoggerFactory.CreateLogger<RemotingClient>(),
            Acquaintance = new BrokerAcquaintance(context.TimeProvider));
        _repair = new RouteRepair(context.TimeProvider);
        Apis = new ClientApis(_remoting, context.NameServers, context.Random, RepairRoutes);
        var losses = new RouteLosses(context.TimeProvider);
        Routes = new RouteTable(Apis.NameServer, context.LoggerFactory.CreateLogger<RouteTable>(), losses.Follow);
        Heartbeats = new HeartbeatSender(
            ClientId,
            Members,
            Routes,
            Apis.Clients,
            Acquaintance.Told,
            context.LoggerFactory.CreateLogger<HeartbeatSender>());
        _routeRefresh = Loop("route refresh", FirstRouteRefresh, RouteRefreshPeriod, FollowRoutesAsync);
        _heartbeat = Loop("heartbeat", FirstHeartbeat, HeartbeatPeriod, SendHeartbeatAsync);
        _offsetPersist = Loop("offset persist", FirstOffsetPersist, OffsetPersistPeriod, PersistOffsetsAsync);
        _watch = new BrokerWatch(this, Acquaintance, losses, _routeRefresh.Trigger);
    }

    public ClientContext Context { get; }

    public string ClientId { get; }

    public InstanceMembers Members { get; } = new();

    public ClientApis Apis { get; }

    public RouteTable Routes { get; }

    public HeartbeatSender Heartbeats { get; }

    public BrokerAcquaintance Acquaintance { get; }

    /// <summary>Starts the duties, once.</summary>
    public void Start()
    {
        _routeRefresh.Start();
        _heartbeat.Start();
        _offsetPersist.Start();
        _watch.Start();
        LogStarted(ClientId);
    }

    /// <summary>Asks for a heartbeat soon.</summary>
    public void TriggerHeartbeat() => _heartbeat.Trigger();

    /// <summary>A loop in the name of this client, on its clock; the caller starts and disposes it.</summary>
    public PeriodicLoop Loop(string name, TimeSpan firstDelay, TimeSpan period, Func<CancellationToken, ValueTask> work) =>
        new($"{name} of client {ClientId}", firstDelay, period, work, Context.TimeProvider, _logger);

    /// <summary>Stops the duties; the connections stay open.</summary>
    public async ValueTask StopDutiesAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _routeRefresh.DisposeAsync().ConfigureAwait(false);
        await _heartbeat.DisposeAsync().ConfigureAwait(false);
        await _offsetPersist.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await StopDutiesAsync().ConfigureAwait(false);
        await _remoting.DisposeAsync().ConfigureAwait(false);
        LogStopped(ClientId);
    }

    /// <summary>Asks the name server for the route of every topic in use; one that fails stops no other.</summary>
    internal async ValueTask RefreshRoutesAsync(CancellationToken cancellationToken)
    {
        var topics = Members.Consumers.SelectMany(consumer => consumer.Topics)
            .Concat(Members.Producers.SelectMany(producer => producer.Topics))
            .Concat(Routes.Current.Topics);
        foreach (var topic in topics.ToHashSet(StringComparer.Ordinal))
        {
            try
            {
                await Routes.RefreshAsync(topic, cancellationToken).ConfigureAwait(false);
            }
            catch (ClientException exception)
            {
                LogRouteFailed(ClientId, topic, exception.Message);
            }
        }
    }

    /// <summary>
    /// Asks for the routes once more when one of these queues has no master by those known, so that a last commit reaches a master that is
    /// back.
    /// </summary>
    internal ValueTask FindMastersAsync(IEnumerable<MessageQueue> queues, CancellationToken cancellationToken) =>
        queues.All(queue => Routes.Current.FindMaster(queue.BrokerName) is not null)
            ? ValueTask.CompletedTask
            : RefreshRoutesAsync(cancellationToken);

    private async ValueTask FollowRoutesAsync(CancellationToken cancellationToken)
    {
        var known = Routes.Current.AllBrokers();
        await RefreshRoutesAsync(cancellationToken).ConfigureAwait(false);
        var now = Routes.Current.AllBrokers();
        if (!now.SequenceEqual(known))
        {
            _repair.Reset();
        }

        if (now.Except(known).Any())
        {
            // A broker answers nothing about a group that it does not know: a new one is told at once.
            _heartbeat.Trigger();
        }
    }

    /// <summary>
    /// A broker process could not be reached. The name servers may know already that it is gone, or who is there instead: whoever reads
    /// from it need not wait for the next turn, up to 30 s.
    /// </summary>
    private void RepairRoutes(string address)
    {
        if (Routes.Current.AllBrokers().Any(broker => broker.Address == address) && _repair.TryBegin())
        {
            _routeRefresh.Trigger();
        }
    }

    private async ValueTask SendHeartbeatAsync(CancellationToken cancellationToken) =>
        await Heartbeats.SendAsync(cancellationToken).ConfigureAwait(false);

    private async ValueTask PersistOffsetsAsync(CancellationToken cancellationToken)
    {
        foreach (var consumer in Members.Consumers)
        {
            await consumer.PersistOffsetsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "client {ClientId} started")]
    private partial void LogStarted(string clientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "client {ClientId} stopped")]
    private partial void LogStopped(string clientId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "client {ClientId} could not refresh the route of topic {Topic}: {Reason}")]
    private partial void LogRouteFailed(string clientId, string topic, string reason);
}
