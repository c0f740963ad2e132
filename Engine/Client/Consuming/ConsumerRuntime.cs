using Engine.Client.Consuming.Offsets;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Concurrent;
using Engine.Client.Consuming.Processing.Orderly;
using Engine.Client.Consuming.Pulling;
using Engine.Client.Consuming.Rebalance;
using Engine.Client.Consuming.Retries;
using Engine.Client.Consuming.Statistics;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>
/// The parts of a running push consumer and the order in which they start and end. Mirrors DefaultMQPushConsumerImpl#start and #shutdown.
/// </summary>
internal sealed class ConsumerRuntime : IInstanceConsumer
{
    private readonly ConsumerScope _scope;
    private readonly IConsumeService _service;
    private readonly DirectCall _directCall;
    private readonly QueueLocks _locks;
    private readonly ExpiredMessages _expired;
    private readonly PullLoop _pulls;
    private readonly RebalanceCoordinator _rebalance;
    private readonly OffsetReset _reset;
    private readonly RunningInfoReport _report;

    public ConsumerRuntime(PushConsumerOptions options, ListenerKind listener, ClientContext context)
    {
        _scope = ConsumerScopes.Make(options, context, isOrderly: listener.Orderly is not null);
        _locks = new QueueLocks(_scope, TriggerRebalance);
        var hooks = new ConsumerHooks(options.Group, [.. context.ConsumerHooks, .. options.Hooks], _scope.Logger<ConsumerHooks>());
        var sendBack = new SendBack(_scope);
        _expired = new ExpiredMessages(_scope, sendBack);
        _service = listener.Concurrent is { } concurrent
            ? new ConcurrentConsumer(_scope, concurrent, hooks, sendBack)
            : new OrderlyConsumer(_scope, listener.Orderly!, hooks, sendBack, _locks, TriggerRebalance);
        _directCall = new DirectCall(_scope, listener);
        var startOffsets = new StartOffsetFinder(_scope);
        _reset = new OffsetReset(_scope, TriggerRebalance);
        var outcomes = new PullOutcomes(_scope, _service, hooks, new OffsetCorrection(_scope, TriggerRebalance));
        _pulls = new PullLoop(_scope, new PullSender(_scope), outcomes, new OrderlyStart(_scope, startOffsets));
        _rebalance = new RebalanceCoordinator(
            _scope, new QueueAssigner(_scope, startOffsets, _service, _locks, _pulls.Put, TriggerRebalance));
        _report = new RunningInfoReport(_scope, _service, _rebalance);
    }

    public string ClientId => _scope.Instance.ClientId;

    public string Group => _scope.Group;

    public IEnumerable<string> Topics => _scope.Subscriptions.Topics;

    public IReadOnlyList<MessageQueue> AssignedQueues => [.. _scope.Queues.Current.Keys.Order()];

    public IReadOnlyDictionary<string, string> IdleTopics => _rebalance.IdleTopics;

    public PushConsumerStatistics Statistics => _scope.Counters.Snapshot(_scope.Queues.Current.Values);

    public PullPauses Pauses => _scope.Pauses;

    public int Concurrency
    {
        get => _service.Concurrency;
        set => _service.Concurrency = value;
    }

    public IReadOnlyDictionary<string, ConsumptionRates> Rates =>
        _scope.Subscriptions.Topics.ToDictionary(topic => topic, _scope.Counters.RatesOf, StringComparer.Ordinal);

    /// <summary>Route, heartbeat, then the first rebalance, which goes on by itself (E1).</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var instance = _scope.Instance;
        _scope.Offsets.Load();
        instance.Members.Add(this);
        await instance.RefreshRoutesAsync(cancellationToken).ConfigureAwait(false);
        await new FilterCheck(_scope).RequireAsync(cancellationToken).ConfigureAwait(false);
        _pulls.Start();
        _rebalance.Start();
        _locks.Start();
        if (!_scope.IsOrderly)
        {
            _expired.Start();
        }

        instance.Start();
        await instance.Heartbeats.SendAsync(cancellationToken).ConfigureAwait(false);

        // The first heartbeat of a group makes its retry topic, on each broker: what was learnt meanwhile may name some of them only.
        await instance.RefreshRoutesAsync(cancellationToken).ConfigureAwait(false);
        _rebalance.Trigger();
    }

    /// <summary>Stops pulling, waits for running listener calls, persists, unregisters everywhere, closes (E6).</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var instance = _scope.Instance;
        await StopPullingAsync().ConfigureAwait(false);
        await _service.StopAsync(_scope.Options.AwaitTerminationWhenShutdown).ConfigureAwait(false);
        var held = _scope.Queues.Held();
        _scope.Queues.DropAll();
        await _scope.Instance.FindMastersAsync(held, cancellationToken).ConfigureAwait(false);
        await _scope.Offsets.PersistAllAsync(held, cancellationToken).ConfigureAwait(false);

        // The others end by themselves: their next owner must not run beside a listener call that goes on here.
        await _locks.UnlockAsync(_locks.Taken.Where(queue => !_service.IsInTurn(queue)), cancellationToken).ConfigureAwait(false);
        instance.Members.RemoveConsumer(Group);
        await instance.Heartbeats.UnregisterConsumerAsync(Group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends everything that the client does by itself and tells nobody; the connections stay open.</summary>
    public async Task AbortAsync()
    {
        _scope.Queues.DropAll();
        await StopPullingAsync().ConfigureAwait(false);
        await _service.StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        _scope.Offsets.Dispose();
    }

    public ValueTask CloseAsync()
    {
        _scope.Offsets.Dispose();
        return _scope.Instance.DisposeAsync();
    }

    public ConsumerData Describe() => new()
    {
        GroupName = Group,
        ConsumeType = ConsumeType.Passively,
        MessageModel = _scope.Options.MessageModel,
        ConsumeFromWhere = _scope.Options.ConsumeFromWhere,
        SubscriptionDataSet = [.. _scope.Subscriptions.All],
    };

    public ValueTask PersistOffsetsAsync(CancellationToken cancellationToken) =>
        _scope.Offsets.PersistAllAsync(_scope.Queues.Held(), cancellationToken);

    public void TriggerRebalance() => _rebalance.Trigger();

    public IReadOnlyDictionary<MessageQueue, long> OffsetsOf(string topic) => ConsumerScopes.OffsetsOf(_scope, topic);

    public ConsumerRunningInfoBody DescribeRunning(bool withStacks) => _report.Of(withStacks);

    public Task<ConsumeMessageDirectlyBody> ConsumeDirectlyAsync(MessageExt message, CancellationToken cancellationToken) =>
        _directCall.RunAsync(message, cancellationToken);

    public ValueTask ResetOffsetsAsync(
        string topic,
        IReadOnlyDictionary<MessageQueue, long> offsets,
        CancellationToken cancellationToken) =>
        new(_reset.ApplyAsync(topic, offsets, cancellationToken));

    private async Task StopPullingAsync()
    {
        await _rebalance.DisposeAsync().ConfigureAwait(false);
        await _pulls.DisposeAsync().ConfigureAwait(false);
        await _locks.DisposeAsync().ConfigureAwait(false);
        await _expired.DisposeAsync().ConfigureAwait(false);
        _scope.Delays.Dispose();
        await _scope.Instance.StopDutiesAsync().ConfigureAwait(false);
    }
}
