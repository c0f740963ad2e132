using System.Collections.Concurrent;
using Engine.Client.Routing;
using Engine.Duties;
using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Every 20 s and when triggered: for each subscribed topic asks who is in the group, computes this member's share and applies it (E2).
/// A broadcasting member takes all queues. Without queues or members a topic stays as it is. Mirrors RebalanceService and
/// RebalanceImpl#rebalanceByTopic.
/// </summary>
internal sealed partial class RebalanceCoordinator : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    private readonly ConsumerScope _scope;
    private readonly IAllocateStrategy _strategy;
    private readonly QueueAssigner _assigner;
    private readonly GroupMemberFinder _members;
    private readonly Func<bool>? _isOff;
    private readonly PeriodicLoop _loop;
    private readonly ConcurrentDictionary<string, string> _idleTopics = new(StringComparer.Ordinal);
    private readonly ILogger _logger;

    /// <param name="scope">The consumer.</param>
    /// <param name="assigner">Applies the shares.</param>
    /// <param name="isOff">Whether the application names the queues itself; null for never.</param>
    public RebalanceCoordinator(ConsumerScope scope, QueueAssigner assigner, Func<bool>? isOff = null)
    {
        _isOff = isOff;
        _scope = scope;
        _strategy = scope.Options.AllocateStrategy;
        _assigner = assigner;
        _members = new GroupMemberFinder(scope, Trigger);
        _logger = scope.Logger<RebalanceCoordinator>();
        _loop = scope.Instance.Loop("rebalance", Period, Period, RunAsync);
    }

    /// <summary>The topics of which this member has no queue since the last round, and why.</summary>
    public IReadOnlyDictionary<string, string> IdleTopics => _idleTopics.ToDictionary(StringComparer.Ordinal);

    public void Start() => _loop.Start();

    /// <summary>Asks for a round soon.</summary>
    public void Trigger() => _loop.Trigger();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    /// <summary>One round over all topics; one that fails stops no other.</summary>
    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (_isOff?.Invoke() == true)
        {
            return;
        }

        foreach (var topic in _scope.Subscriptions.Topics.Order(StringComparer.Ordinal))
        {
            try
            {
                await RebalanceAsync(topic, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(_scope.Group, topic, exception.Message);
            }
        }

        await GiveUpUnsubscribedAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task GiveUpUnsubscribedAsync(CancellationToken cancellationToken)
    {
        var topics = _scope.Queues.Current.Keys.Select(queue => queue.Topic).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in topics.Where(topic => _scope.Subscriptions.Find(topic) is null))
        {
            await _assigner.AssignAsync(topic, [], cancellationToken).ConfigureAwait(false);
            _members.Forget(topic);
        }

        foreach (var topic in _idleTopics.Keys.Where(topic => _scope.Subscriptions.Find(topic) is null))
        {
            _idleTopics.TryRemove(topic, out _);
        }
    }

    private async Task RebalanceAsync(string topic, CancellationToken cancellationToken)
    {
        if (await FindRouteAsync(topic, cancellationToken).ConfigureAwait(false) is not { SubscribeQueues.Count: > 0 } route)
        {
            LogNoRoute(_scope.Group, topic);
            return;
        }

        MessageQueue[] queues = [.. route.SubscribeQueues.Order()];
        var assigned = _scope.IsBroadcasting
            ? queues
            : Allocate(topic, queues, await _members.FindAsync(route, cancellationToken).ConfigureAwait(false));
        _assigner.Keep(assigned);
        await _assigner.UnlockLeftOverAsync(topic, assigned, cancellationToken).ConfigureAwait(false);
        await _assigner.AssignAsync(topic, assigned, TellAsync, cancellationToken).ConfigureAwait(false);

        // Before the first pull: a broker refuses a pull whose subscription is newer than the heartbeat's.
        async ValueTask TellAsync(CancellationToken token)
        {
            _scope.Subscriptions.Touch(topic);
            await _scope.Instance.Heartbeats.SendAsync(token).ConfigureAwait(false);
        }
    }

    private async Task<TopicRouteView?> FindRouteAsync(string topic, CancellationToken cancellationToken)
    {
        var routes = _scope.Instance.Routes;
        if (routes.Current.Find(topic) is { } known)
        {
            return known;
        }

        var route = await routes.RefreshAsync(topic, cancellationToken).ConfigureAwait(false);
        if (route is not null)
        {
            // Its brokers may not know this member yet.
            await _scope.Instance.Heartbeats.SendAsync(cancellationToken).ConfigureAwait(false);
        }

        return route;
    }

    private IReadOnlyList<MessageQueue> Allocate(string topic, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        var clientId = _scope.Instance.ClientId;
        var assigned = _strategy.Allocate(_scope.Group, clientId, queues, clientIds);
        if (assigned.Count > 0)
        {
            _idleTopics.TryRemove(topic, out _);
            return assigned;
        }

        var reason = _strategy.ExplainIdle(clientId, queues, clientIds);
        if (!_idleTopics.TryGetValue(topic, out var told) || told != reason)
        {
            _idleTopics[topic] = reason;
            LogIdle(clientId, _scope.Group, topic, reason, clientIds.Count, queues.Count);
        }

        return assigned;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "client {ClientId} of group {Group} gets no queue of topic {Topic}, {Reason}: {Members} members, {Queues} queues")]
    private partial void LogIdle(string clientId, string group, string topic, string reason, int members, int queues);

    [LoggerMessage(Level = LogLevel.Debug, Message = "group {Group} finds no queues of topic {Topic} yet")]
    private partial void LogNoRoute(string group, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} keeps its queues of topic {Topic}, a rebalance failed: {Reason}")]
    private partial void LogFailed(string group, string topic, string reason);
}
