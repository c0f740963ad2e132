using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Sends messages. Start it once, use it from any number of threads, stop or dispose it at the end; a stopped producer is not started
/// again. Mirrors RocketMQ's DefaultMQProducer.
/// </summary>
public sealed class Producer : IAsyncDisposable
{
    private readonly ProducerOptions _options;
    private readonly ClientInstance _instance;
    private readonly MessagePreparation _preparation;
    private readonly SendAttempts _attempts;
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private volatile ProducerState _state;

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    internal Producer(ProducerOptions options, ClientContext context)
    {
        ProducerChecks.Require(options);
        _options = options;
        _instance = new ClientInstance(context, options.InstanceName);
        _preparation = new MessagePreparation(options, context.UniqueKeys, context.TimeProvider);
        _attempts = new SendAttempts(
            options,
            _instance.Routes,
            _instance.Apis.Sending,
            new QueueSelector(context.Random),
            context.TimeProvider,
            context.LoggerFactory.CreateLogger<Producer>());
    }

    private enum ProducerState
    {
        Created,
        Running,
        Stopped,
    }

    /// <summary>Client id, <c>ip@pid#n</c>.</summary>
    public string ClientId => _instance.ClientId;

    /// <summary>Producer group.</summary>
    public string Group => _options.Group;

    /// <summary>Starts the client; reaches no broker yet, as a producer knows none before its first send.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_state != ProducerState.Created)
            {
                throw new InvalidOperationException($"the producer {ClientId} of group {Group} was started before");
            }

            _instance.Members.AddProducer(Group);
            _instance.Start();
            _state = ProducerState.Running;
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Unregisters from every broker and closes the connections. A second call does nothing.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wasRunning = _state == ProducerState.Running;
            _state = ProducerState.Stopped;
            if (wasRunning)
            {
                await _instance.StopDutiesAsync().ConfigureAwait(false);
                _instance.Members.RemoveProducer(Group);
                await _instance.Heartbeats.UnregisterProducerAsync(Group, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await _instance.DisposeAsync().ConfigureAwait(false);
            _lifecycle.Release();
        }
    }

    /// <summary>
    /// Sends a message to the next queue in turn and waits until it is stored, with further attempts at other brokers within the budget
    /// of <see cref="ProducerOptions.SendMsgTimeout"/>.
    /// </summary>
    /// <exception cref="ClientException">
    /// Illegal (10007; 13 for sizes), no route (10005), refused by the broker (its code), or not answered (10001, 10002).
    /// </exception>
    public Task<SendResult> SendAsync(Message message, CancellationToken cancellationToken)
    {
        RequireRunning();
        return _attempts.SendAsync(_preparation.Prepare(message), cancellationToken);
    }

    /// <summary>Sends a message to a given queue, in one attempt.</summary>
    /// <exception cref="ClientException">As for any send; also when the queue is one of another topic (10007).</exception>
    public Task<SendResult> SendAsync(Message message, MessageQueue queue, CancellationToken cancellationToken)
    {
        RequireRunning();
        var prepared = _preparation.Prepare(message);
        return prepared.Topic == queue.Topic
            ? _attempts.SendOnceAsync(prepared, queue, cancellationToken)
            : throw new ClientException(
                ClientErrorCode.IllegalMessage,
                $"The message is of topic {prepared.Topic}, the queue of topic {queue.Topic}.");
    }

    /// <summary>
    /// Sends messages of one topic as one batch: consecutive offsets of one queue, all or none. Together at most
    /// <see cref="ProducerOptions.MaxMessageSize"/> bytes; no delay levels, no retry topic.
    /// </summary>
    /// <exception cref="ClientException">As for any send; 13 when the batch is not allowed.</exception>
    public Task<SendResult> SendBatchAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        RequireRunning();
        return _attempts.SendAsync(_preparation.PrepareBatch(messages), cancellationToken);
    }

    /// <summary>Sends a message without waiting for an answer; what the broker does with it is not known.</summary>
    /// <exception cref="ClientException">It is illegal, has no route, or could not be handed over.</exception>
    public Task SendOneWayAsync(Message message, CancellationToken cancellationToken)
    {
        RequireRunning();
        return _attempts.SendOneWayAsync(_preparation.Prepare(message), cancellationToken);
    }

    /// <summary>The queues that a topic's messages go to now; for a topic that does not exist those it would be created with.</summary>
    /// <exception cref="ClientException">There is no route (10005).</exception>
    public async Task<IReadOnlyList<MessageQueue>> FetchPublishQueuesAsync(string topic, CancellationToken cancellationToken)
    {
        RequireRunning();
        return await _attempts.GetQueuesAsync(topic, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the producer if it runs.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private void RequireRunning()
    {
        if (_state != ProducerState.Running)
        {
            throw new InvalidOperationException($"the producer {ClientId} of group {Group} does not run: it is {_state}");
        }
    }
}
