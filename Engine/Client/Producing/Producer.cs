using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Sends messages. Start it once, use it from any number of threads, stop or dispose it at the end; a stopped producer is not started
/// again. A message's body must not be changed before its send has ended. Mirrors RocketMQ's DefaultMQProducer.
/// </summary>
public sealed class Producer : IAsyncDisposable
{
    private readonly ProducerRuntime _runtime;
    private readonly SelectedQueue _selected;
    private readonly BatchSends _batches;

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    internal Producer(ProducerOptions options, ClientContext context)
    {
        _runtime = new ProducerRuntime(options, context);
        _selected = new SelectedQueue(_runtime.Scope.Routes);
        _batches = new BatchSends(_runtime.Preparation, _runtime.Attempts);
    }

    /// <summary>Client id, <c>ip@pid#n</c>.</summary>
    public string ClientId => _runtime.ClientId;

    /// <summary>Producer group.</summary>
    public string Group => _runtime.Group;

    /// <summary>What it has under way and what it has lost.</summary>
    public ProducerStatistics Statistics => _runtime.Statistics;

    /// <summary>Starts the client; reaches no broker yet, as a producer knows none before its first send.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _runtime.StartAsync(cancellationToken);

    /// <summary>
    /// Gives up what is under way, waits up to <see cref="ProducerOptions.AwaitTerminationWhenShutdown"/> for callbacks, unregisters from
    /// every broker and closes the connections. A second call does nothing.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => _runtime.StopAsync(cancellationToken);

    /// <summary>
    /// Sends a message to the next queue in turn and waits until it is stored, with further attempts at other brokers within the budget
    /// of <see cref="ProducerOptions.SendMsgTimeout"/>.
    /// </summary>
    /// <exception cref="ClientException">
    /// Illegal (10007; 13 for sizes), no route (10005), refused by the broker (its code), or not answered (10001, 10002).
    /// </exception>
    public Task<SendResult> SendAsync(Message message, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return _runtime.Attempts.SendAsync(_runtime.Preparation.Prepare(message), cancellationToken);
    }

    /// <summary>Sends a message to a given queue, in one attempt.</summary>
    /// <exception cref="ClientException">As for any send; also when the queue is one of another topic (10007).</exception>
    public Task<SendResult> SendAsync(Message message, MessageQueue queue, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        var prepared = _runtime.Preparation.Prepare(message);
        return _runtime.Attempts.SendOnceAsync(prepared, SelectedQueue.Require(prepared.Topic, queue), cancellationToken);
    }

    /// <summary>
    /// Sends a message to the queue that a selector chooses, in one attempt. Messages for which the same queue is chosen are stored in the
    /// order of their sends, provided that each waits for the one before; see <see cref="HashQueueSelector"/>.
    /// </summary>
    /// <exception cref="ClientException">
    /// As for any send; also when the selector fails or chooses no queue of the topic (10007).
    /// </exception>
    public async Task<SendResult> SendAsync(
        Message message, IMessageQueueSelector selector, object argument, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        ArgumentNullException.ThrowIfNull(selector);
        var prepared = _runtime.Preparation.Prepare(message);
        var queue = await _selected.GetAsync(message, selector, argument, cancellationToken).ConfigureAwait(false);
        return await _runtime.Attempts.SendOnceAsync(prepared, queue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a message and returns at once; a callback learns how it went. Further attempts are made while no broker has answered, none
    /// after a broker's refusal.
    /// </summary>
    /// <exception cref="ClientException">
    /// More than <see cref="ProducerOptions.MaxAsyncSends"/> are under way (2). Everything else the callback is told.
    /// </exception>
    public void Send(Message message, ISendCallback callback)
    {
        _runtime.RequireRunning();
        ArgumentNullException.ThrowIfNull(callback);
        _runtime.Callbacks.Start(() => _runtime.Preparation.Prepare(message), callback);
    }

    /// <summary>Sends a message without waiting for an answer; what the broker does with it is not known.</summary>
    /// <exception cref="ClientException">It is illegal, has no route, or could not be handed over.</exception>
    public Task SendOneWayAsync(Message message, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return _runtime.Attempts.SendOneWayAsync(_runtime.Preparation.Prepare(message), queue: null, cancellationToken);
    }

    /// <summary>Sends a message to a given queue without waiting for an answer.</summary>
    /// <exception cref="ClientException">As without a queue; also when the queue is one of another topic (10007).</exception>
    public Task SendOneWayAsync(Message message, MessageQueue queue, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        var prepared = _runtime.Preparation.Prepare(message);
        return _runtime.Attempts.SendOneWayAsync(prepared, SelectedQueue.Require(prepared.Topic, queue), cancellationToken);
    }

    /// <summary>
    /// Sends messages of one topic as one batch: consecutive offsets of one queue, all or none. Together at most
    /// <see cref="ProducerOptions.MaxMessageSize"/> bytes; no delay levels, no retry topic.
    /// </summary>
    /// <exception cref="ClientException">As for any send; 13 when the batch is not allowed.</exception>
    public Task<SendResult> SendBatchAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return _runtime.Attempts.SendAsync(_runtime.Preparation.PrepareBatch(messages), cancellationToken);
    }

    /// <summary>
    /// Sends any number of messages that may be in one batch, cut into batches of at most <see cref="ProducerOptions.MaxBatchSize"/>, one
    /// after the other. The first batch that fails ends it.
    /// </summary>
    /// <param name="messages">Messages of one topic, at least one; each up to <see cref="ProducerOptions.MaxMessageSize"/>.</param>
    /// <param name="queue">Takes all of them, each batch in one attempt; null for the next queue in turn for each batch.</param>
    /// <param name="cancellationToken">Ends it; how many messages are stored is then not known.</param>
    /// <exception cref="ClientException">A message is illegal, and which one; nothing was sent.</exception>
    public Task<BatchReport> SendBatchesAsync(
        IReadOnlyList<Message> messages, MessageQueue? queue, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return _batches.SendAsync(messages, queue, cancellationToken);
    }

    /// <summary>Sends a request and waits for the reply that a consumer of it sends with <see cref="ReplyAsync"/>.</summary>
    /// <param name="message">The request.</param>
    /// <param name="timeout">For the request and the reply together, from 1 ms.</param>
    /// <param name="cancellationToken">Gives up; a reply that comes later is dropped.</param>
    /// <returns>The reply; its queue and offsets mean nothing.</returns>
    /// <exception cref="ClientException">As for any send; 10006 when no reply came in time, 2 when too many requests wait.</exception>
    public Task<MessageExt> RequestAsync(Message message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return _runtime.Requests.RequestAsync(message, timeout, cancellationToken);
    }

    /// <summary>Sends a reply, which a broker brings to the client that asked.</summary>
    /// <exception cref="ClientException">As for any send; code 1 when that client could not be reached.</exception>
    public Task<SendResult> ReplyAsync(ReplyMessage reply, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        ArgumentNullException.ThrowIfNull(reply);
        var prepared = _runtime.Preparation.Prepare(reply.Message, SendKind.Reply, reply.Properties());
        return _runtime.Attempts.SendAsync(prepared, cancellationToken);
    }

    /// <summary>The queues that a topic's messages go to now; for a topic that does not exist those it would be created with.</summary>
    /// <exception cref="ClientException">There is no route (10005).</exception>
    public async Task<IReadOnlyList<MessageQueue>> FetchPublishQueuesAsync(string topic, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return await _runtime.Scope.Routes.GetAsync(topic, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the producer if it runs.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);
}
