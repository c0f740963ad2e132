using Engine.Protocol;

namespace Engine.Client.Consuming;

/// <summary>
/// A member of a consumer group: pulls the queues that are its share and hands their messages to a listener, several calls at a time and in
/// no order, or, to an orderly listener, one call at a time for each queue and in the order of its offsets. Start it once, stop or dispose
/// it at the end; a stopped consumer is not started again. Mirrors RocketMQ's DefaultMQPushConsumer.
/// </summary>
public sealed class PushConsumer : IAsyncDisposable
{
    private readonly ConsumerRuntime _runtime;
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private volatile ConsumerState _state;

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    internal PushConsumer(PushConsumerOptions options, IMessageListener listener, ClientContext context)
        : this(options, new ListenerKind(listener ?? throw new ArgumentNullException(nameof(listener)), null), context)
    {
    }

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    internal PushConsumer(PushConsumerOptions options, IOrderlyMessageListener listener, ClientContext context)
        : this(options, new ListenerKind(null, listener ?? throw new ArgumentNullException(nameof(listener))), context)
    {
    }

    private PushConsumer(PushConsumerOptions options, ListenerKind listener, ClientContext context)
    {
        PushConsumerChecks.Require(options);
        _runtime = new ConsumerRuntime(options, listener, context);
    }

    private enum ConsumerState
    {
        Created,
        Running,
        Aborted,
        Stopped,
    }

    /// <summary>Client id, <c>ip@pid#n</c>.</summary>
    public string ClientId => _runtime.ClientId;

    /// <summary>Consumer group.</summary>
    public string Group => _runtime.Group;

    /// <summary>
    /// Queues this member holds now, sorted, those of the group's retry topic among them. Empty before the first rebalance and when there
    /// are more members than queues.
    /// </summary>
    public IReadOnlyList<MessageQueue> AssignedQueues => _runtime.AssignedQueues;

    /// <summary>
    /// Subscribed topics of which this member has no queue, and why: "idle: more consumers than queues" for example. From the last
    /// rebalance.
    /// </summary>
    public IReadOnlyDictionary<string, string> IdleTopics => _runtime.IdleTopics;

    /// <summary>What it has done since its start.</summary>
    public PushConsumerStatistics Statistics => _runtime.Statistics;

    /// <summary>True while pulling is suspended.</summary>
    public bool IsSuspended => _runtime.Pauses.All;

    /// <summary>Queues whose pulling is paused, held or not.</summary>
    public IReadOnlyCollection<MessageQueue> PausedQueues => _runtime.Pauses.Queues;

    /// <summary>How fast it pulls and consumes, by subscribed topic, the retry topic among them.</summary>
    public IReadOnlyDictionary<string, ConsumptionRates> Rates => _runtime.Rates;

    /// <summary>
    /// Listener calls at a time, 1 to 1000; may be changed while it runs. A lower number waits for the ends of calls that run.
    /// </summary>
    public int ConsumeConcurrency
    {
        get => _runtime.Concurrency;
        set
        {
            if (PushConsumerChecks.ConcurrencyFault(value) is { } fault)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, fault);
            }

            _runtime.Concurrency = value;
        }
    }

    /// <summary>
    /// Joins the group. The share of queues is computed right after, and again whenever the members change. Unreachable servers are no
    /// failure: they are tried again.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="ClientException">A broker refuses an SQL92 expression; the message says why.</exception>
    /// <exception cref="IOException">
    /// Broadcasting: its offsets cannot be read, or another consumer of the group has the same client id and uses them.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_state != ConsumerState.Created)
            {
                throw new InvalidOperationException($"the consumer {ClientId} of group {Group} was started before");
            }

            _state = ConsumerState.Running;
            await _runtime.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>
    /// Leaves the group: stops pulling, waits up to <see cref="PushConsumerOptions.AwaitTerminationWhenShutdown"/> for running listener
    /// calls, reports the offsets, unregisters from every broker, so that the others take over at once. A second call does nothing.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wasRunning = _state == ConsumerState.Running;
            _state = ConsumerState.Stopped;
            if (wasRunning)
            {
                await _runtime.StopAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await _runtime.CloseAsync().ConfigureAwait(false);
            _lifecycle.Release();
        }
    }

    /// <summary>Dies as a process would: reports nothing, unregisters nowhere, waits for no listener call.</summary>
    /// <param name="abort">What the brokers see of it: closed channels at once, or silence.</param>
    public async Task AbortAsync(ConsumerAbort abort)
    {
        await _lifecycle.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_state == ConsumerState.Running)
            {
                _state = ConsumerState.Aborted;
                await _runtime.AbortAsync().ConfigureAwait(false);
            }

            if (abort == ConsumerAbort.CloseChannel)
            {
                await _runtime.CloseAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Stops pulling; messages already pulled are consumed, the queues stay this member's.</summary>
    public void Suspend() => _runtime.Pauses.All = true;

    /// <summary>Goes on pulling, within a second.</summary>
    public void Resume() => _runtime.Pauses.All = false;

    /// <summary>
    /// Stops pulling some queues, also when they come to this member later; messages already pulled are consumed. The queues stay this
    /// member's.
    /// </summary>
    public void Pause(IEnumerable<MessageQueue> queues) => _runtime.Pauses.Add(queues);

    /// <summary>Goes on pulling these queues, within a second.</summary>
    public void Resume(IEnumerable<MessageQueue> queues) => _runtime.Pauses.Remove(queues);

    /// <summary>Stops the consumer if it runs; after an abort closes what is still open.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);
}
