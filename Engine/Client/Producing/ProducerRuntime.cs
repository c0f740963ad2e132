using Engine.Client.Instance;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// The parts of a producer and the order in which they start and end. Starts once; a second stop does nothing. Mirrors
/// DefaultMQProducerImpl#start and #shutdown.
/// </summary>
internal sealed partial class ProducerRuntime : IInstanceProducer
{
    private readonly ProducerOptions _options;
    private readonly ClientInstance _instance;
    private readonly PendingRequests _pending;
    private readonly TransactionChecks? _checks;
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private readonly ILogger _logger;
    private volatile ProducerState _state;

    /// <param name="options">How it sends.</param>
    /// <param name="context">The cluster and this process.</param>
    /// <param name="makeChecks">Makes what answers brokers that ask for transactions; null for a producer without.</param>
    public ProducerRuntime(
        ProducerOptions options,
        ClientContext context,
        Func<ProducerScope, TransactionChecks>? makeChecks = null)
    {
        ProducerChecks.Require(options);
        _options = options;
        _instance = new ClientInstance(context, options.InstanceName);
        Scope = new ProducerScope(options, _instance);
        Preparation = new MessagePreparation(options, context.UniqueKeys, context.TimeProvider);
        Attempts = new SendAttempts(Scope);
        Callbacks = new CallbackSends(Scope);
        _pending = new PendingRequests(options.MaxPendingRequests);
        Presence = new BrokerPresence(_instance);
        Requests = new RequestSends(Scope, Preparation, _pending, Presence);
        _checks = makeChecks?.Invoke(Scope);
        _logger = Scope.Logger<ProducerRuntime>();
    }

    private enum ProducerState
    {
        Created,
        Running,
        Stopped,
    }

    public string ClientId => _instance.ClientId;

    public string Group => _options.Group;

    public IEnumerable<string> Topics => _checks?.Topics ?? [];

    public ProducerScope Scope { get; }

    public BrokerPresence Presence { get; }

    public MessagePreparation Preparation { get; }

    public SendAttempts Attempts { get; }

    public CallbackSends Callbacks { get; }

    public RequestSends Requests { get; }

    public ProducerStatistics Statistics => new()
    {
        AsyncSends = Callbacks.Running,
        PendingRequests = _pending.Count,
        LateReplies = _pending.Late,
        UnknownReplies = _pending.Unknown,
        TransactionChecks = _checks?.Answered ?? 0,
        RefusedTransactionChecks = _checks?.Refused ?? 0,
    };

    public bool TryCheck(TransactionCheck check)
    {
        _checks?.Put(check);
        return _checks is not null;
    }

    public bool TryComplete(string correlationId, MessageExt reply) => _pending.TryComplete(correlationId, reply);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_state != ProducerState.Created)
            {
                throw new InvalidOperationException($"the producer {ClientId} of group {Group} was started before");
            }

            _instance.Members.Add(this);
            _checks?.Start();
            _instance.Start();
            _state = ProducerState.Running;
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wasRunning = _state == ProducerState.Running;
            _state = ProducerState.Stopped;
            if (wasRunning)
            {
                await EndAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await _instance.DisposeAsync().ConfigureAwait(false);
            _lifecycle.Release();
        }
    }

    public void RequireRunning()
    {
        if (_state != ProducerState.Running)
        {
            throw new InvalidOperationException($"the producer {ClientId} of group {Group} does not run: it is {_state}");
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        _pending.Close($"the producer {ClientId} of group {Group} was stopped before the reply came");
        await WaitAsync(Callbacks.StopAsync(), "callbacks").ConfigureAwait(false);
        await WaitAsync(_checks?.DisposeAsync().AsTask() ?? Task.CompletedTask, "transaction checks").ConfigureAwait(false);
        await _instance.StopDutiesAsync().ConfigureAwait(false);
        _instance.Members.RemoveProducer(Group);
        await _instance.Heartbeats.UnregisterProducerAsync(Group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Application code that does not return must not keep the producer from stopping.</summary>
    private async Task WaitAsync(Task end, string what)
    {
        try
        {
            await end.WaitAsync(_options.AwaitTerminationWhenShutdown, Scope.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStillRunning(ClientId, Group, what, _options.AwaitTerminationWhenShutdown.TotalMilliseconds);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the producer {ClientId} of group {Group} stops although its {What} have not returned within {Milliseconds} ms")]
    private partial void LogStillRunning(string clientId, string group, string what, double milliseconds);
}
