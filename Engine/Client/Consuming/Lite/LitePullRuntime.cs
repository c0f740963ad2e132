using Engine.Client.Consuming.Offsets;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Orderly;
using Engine.Client.Consuming.Pulling;
using Engine.Client.Consuming.Rebalance;
using Engine.Client.Consuming.Statistics;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Lite;

/// <summary>
/// The parts of a running lite pull consumer and the order in which they start and end. Mirrors DefaultLitePullConsumerImpl#start and
/// #shutdown.
/// </summary>
internal sealed class LitePullRuntime : IInstanceConsumer
{
    private readonly QueueLocks _locks;
    private readonly PullLoop _pulls;
    private readonly RebalanceCoordinator _rebalance;
    private readonly OffsetReset _reset;
    private readonly RunningInfoReport _report;

    public LitePullRuntime(LitePullConsumerOptions options, ClientContext context)
    {
        Scope = ConsumerScopes.Make(options.ToShared(), context, isOrderly: false, isLitePull: true);
        Polled = new PolledMessages(Scope);
        _locks = new QueueLocks(Scope, TriggerRebalance);
        _reset = new OffsetReset(Scope, TriggerRebalance);
        var startOffsets = new StartOffsetFinder(Scope);
        var hooks = new ConsumerHooks(options.Group, [.. context.ConsumerHooks], Scope.Logger<ConsumerHooks>());
        var outcomes = new PullOutcomes(Scope, Polled, hooks, new OffsetCorrection(Scope, TriggerRebalance));
        _pulls = new PullLoop(Scope, new PullSender(Scope), outcomes, new OrderlyStart(Scope, startOffsets));
        var assigner = new QueueAssigner(Scope, startOffsets, Polled, _locks, _pulls.Put, TriggerRebalance);
        _rebalance = new RebalanceCoordinator(Scope, assigner, () => IsAssigned == true);
        _report = new RunningInfoReport(Scope, Polled, _rebalance);
        Assignment = new ManualAssignment(Scope, assigner);
    }

    public ConsumerScope Scope { get; }

    public PolledMessages Polled { get; }

    public ManualAssignment Assignment { get; }

    /// <summary>True when the application names the queues; null until it has said so or subscribed.</summary>
    public bool? IsAssigned { get; set; }

    public string Group => Scope.Group;

    public IEnumerable<string> Topics => Scope.Subscriptions.Topics;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var instance = Scope.Instance;
        Scope.Offsets.Load();
        instance.Members.Add(this);
        await instance.RefreshRoutesAsync(cancellationToken).ConfigureAwait(false);
        await new FilterCheck(Scope).RequireAsync(cancellationToken).ConfigureAwait(false);
        _pulls.Start();
        _rebalance.Start();
        Assignment.Start();
        instance.Start();
        await FollowAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Acts on changed subscriptions or queues.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        // A broker refuses pulls of a subscription that it has not heard of, and tells only members that it knows of a reset.
        await Scope.Instance.RefreshRoutesAsync(cancellationToken).ConfigureAwait(false);
        await Scope.Instance.Heartbeats.SendAsync(cancellationToken).ConfigureAwait(false);
        if (IsAssigned == true)
        {
            await Assignment.ApplyAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _rebalance.Trigger();
        }
    }

    /// <summary>Goes on at another offset of a queue that it holds; false when it does not.</summary>
    public bool TrySeek(MessageQueue queue, long offset)
    {
        if (!Scope.Queues.Current.TryGetValue(queue, out var held))
        {
            return false;
        }

        var anew = new ProcessQueue(Scope.TimeProvider);
        if (!Scope.Queues.TryReplace(queue, held, anew))
        {
            return false;
        }

        held.Drop();
        held.Clear();
        Polled.Begin(queue, anew, offset);
        _pulls.Put(new PullRequest(queue, anew, offset));
        return true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _rebalance.DisposeAsync().ConfigureAwait(false);
        await Assignment.DisposeAsync().ConfigureAwait(false);
        await _pulls.DisposeAsync().ConfigureAwait(false);
        await _locks.DisposeAsync().ConfigureAwait(false);
        Scope.Delays.Dispose();
        await Scope.Instance.StopDutiesAsync().ConfigureAwait(false);
        await Polled.StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        var held = Scope.Queues.Held();
        Scope.Queues.DropAll();
        await Scope.Instance.FindMastersAsync(held, cancellationToken).ConfigureAwait(false);
        await Scope.Offsets.PersistAllAsync(held, cancellationToken).ConfigureAwait(false);
        Scope.Instance.Members.RemoveConsumer(Group);
        await Scope.Instance.Heartbeats.UnregisterConsumerAsync(Group, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask CloseAsync()
    {
        Scope.Offsets.Dispose();
        return Scope.Instance.DisposeAsync();
    }

    public ConsumerData Describe() => new()
    {
        GroupName = Group,
        ConsumeType = ConsumeType.Actively,
        MessageModel = Scope.Options.MessageModel,
        ConsumeFromWhere = Scope.Options.ConsumeFromWhere,
        SubscriptionDataSet = [.. Scope.Subscriptions.All],
    };

    public ValueTask PersistOffsetsAsync(CancellationToken cancellationToken) =>
        Scope.Offsets.PersistAllAsync(Scope.Queues.Held(), cancellationToken);

    public void TriggerRebalance()
    {
        if (IsAssigned == true)
        {
            Assignment.Trigger();
        }
        else
        {
            _rebalance.Trigger();
        }
    }

    public IReadOnlyDictionary<MessageQueue, long> OffsetsOf(string topic) => ConsumerScopes.OffsetsOf(Scope, topic);

    public ConsumerRunningInfoBody DescribeRunning(bool withStacks) => _report.Of(withStacks);

    public Task<ConsumeMessageDirectlyBody> ConsumeDirectlyAsync(MessageExt message, CancellationToken cancellationToken) =>
        Task.FromResult(new ConsumeMessageDirectlyBody
        {
            ConsumeResult = DirectConsumption.ThrowException,
            Remark = $"the member {Scope.Instance.ClientId} polls its messages itself: it has no listener to give one to",
        });

    public ValueTask ResetOffsetsAsync(
        string topic, IReadOnlyDictionary<MessageQueue, long> offsets, CancellationToken cancellationToken) =>
        new(_reset.ApplyAsync(topic, offsets, cancellationToken));
}
