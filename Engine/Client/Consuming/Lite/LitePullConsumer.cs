using Engine.Client.Routing;
using Engine.Protocol;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Lite;

/// <summary>
/// A member of a consumer group whose application polls: it subscribes topics and gets its share of their queues, or names the queues
/// itself; it may move to any offset, pause queues, and say when what it polled is done. One thread polls; the rest may be called by any.
/// Mirrors RocketMQ's DefaultLitePullConsumer.
/// </summary>
public sealed class LitePullConsumer : IAsyncDisposable
{
    private readonly LitePullConsumerOptions _options;
    private readonly LitePullRuntime _runtime;
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private volatile bool _started;
    private volatile bool _stopped;

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    internal LitePullConsumer(LitePullConsumerOptions options, ClientContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        PushConsumerChecks.RequireSettings(options.ToShared());
        if (options.PollTimeout < TimeSpan.Zero)
        {
            throw new ArgumentException($"PollTimeout must not be negative; it is {options.PollTimeout}.", nameof(options));
        }

        _options = options;
        _runtime = new LitePullRuntime(options, context);
    }

    /// <summary>Client id, <c>ip@pid#n</c>.</summary>
    public string ClientId => _runtime.Scope.Instance.ClientId;

    /// <summary>Consumer group.</summary>
    public string Group => _runtime.Group;

    /// <summary>Queues this member holds now, sorted.</summary>
    public IReadOnlyList<MessageQueue> Assignment => [.. _runtime.Scope.Queues.Current.Keys.Order()];

    /// <summary>Queues whose pulling is paused, held or not.</summary>
    public IReadOnlyCollection<MessageQueue> PausedQueues => _runtime.Scope.Pauses.Queues;

    /// <summary>Joins the group. Unreachable servers are no failure: they are tried again.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="ClientException">A broker refuses an SQL92 expression; the message says why.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_started || _stopped)
            {
                throw new InvalidOperationException($"the consumer {ClientId} of group {Group} was started before");
            }

            _started = true;
            await _runtime.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Subscribes a topic, before or after the start; the share of its queues is computed soon after.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="expression"><c>*</c> or tags joined by <c>||</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The topic's name or the expression is illegal.</exception>
    /// <exception cref="InvalidOperationException">Queues were assigned by hand.</exception>
    public Task SubscribeAsync(string topic, string expression, CancellationToken cancellationToken) =>
        SubscribeAsync(Subscriptions.Parse(Checked(topic), expression, version: 0), cancellationToken);

    /// <summary>Subscribes what an SQL92 expression over the properties lets through.</summary>
    /// <exception cref="ArgumentException">The topic's name or the expression is illegal.</exception>
    /// <exception cref="InvalidOperationException">Queues were assigned by hand.</exception>
    /// <exception cref="ClientException">A broker refuses the expression; the message says why.</exception>
    public Task SubscribeBySqlAsync(string topic, string expression, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(expression);
        return SubscribeAsync(SubscriptionTable.BySql(Checked(topic), expression, version: 0), cancellationToken);
    }

    /// <summary>Gives a topic up: its queues go to the other members soon.</summary>
    public async Task UnsubscribeAsync(string topic, CancellationToken cancellationToken)
    {
        if (_runtime.Scope.Subscriptions.Remove(topic) && _started)
        {
            await _runtime.FollowAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Names the queues to pull, in place of those named before; other members do not matter. Held when the call returns, but for queues
    /// whose broker cannot be asked where to begin: those are tried again.
    /// </summary>
    /// <exception cref="InvalidOperationException">A topic was subscribed.</exception>
    public async Task AssignAsync(IReadOnlyCollection<MessageQueue> queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queues);
        Become(assigned: true);
        var topics = queues.Select(queue => queue.Topic).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            _runtime.Scope.Subscriptions.Set(Subscriptions.Parse(topic, Subscriptions.All, version: 0));
        }

        foreach (var former in _runtime.Scope.Subscriptions.Topics.Where(topic => !topics.Contains(topic)))
        {
            _runtime.Scope.Subscriptions.Remove(former);
        }

        _runtime.Assignment.Set(queues);
        if (_started)
        {
            await _runtime.FollowAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Polls, waiting as long as <see cref="LitePullConsumerOptions.PollTimeout"/> says.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public ValueTask<IReadOnlyList<MessageExt>> PollAsync(CancellationToken cancellationToken) =>
        PollAsync(_options.PollTimeout, cancellationToken);

    /// <summary>
    /// The next messages of one queue, in the order of their offsets, at most a pull's; empty when none came in time. With
    /// <see cref="LitePullConsumerOptions.AutoCommit"/> all that was polled before counts as done.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public ValueTask<IReadOnlyList<MessageExt>> PollAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        RequireRunning();
        if (_options.AutoCommit)
        {
            _runtime.Polled.Commit();
        }

        return _runtime.Polled.TakeAsync(timeout, cancellationToken);
    }

    /// <summary>Stores at the brokers that everything polled so far is done; it is there when the call returns.</summary>
    /// <exception cref="ClientException">
    /// Some queues could not be committed; the message names them. The next commit tells them again.
    /// </exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        RequireRunning();
        _runtime.Polled.Commit();
        var failures = new List<ClientException>();
        foreach (var queue in Assignment)
        {
            try
            {
                await _runtime.Scope.Offsets.PersistAsync(queue, confirmed: true, cancellationToken).ConfigureAwait(false);
            }
            catch (ClientException exception)
            {
                failures.Add(new ClientException(exception.ResponseCode, $"{queue}: {exception.Message}", exception));
            }
        }

        if (failures is [var first, ..])
        {
            var reasons = string.Join("; ", failures.Select(failure => failure.Message));
            throw new ClientException(first.ResponseCode, $"group {Group} could not commit {reasons}", first);
        }
    }

    /// <summary>The group's offset of a queue: what was committed here, else what is stored; null when it has none.</summary>
    /// <exception cref="ClientException">Its broker cannot be asked.</exception>
    public ValueTask<long?> CommittedAsync(MessageQueue queue, CancellationToken cancellationToken) =>
        _runtime.Scope.Offsets.FindCommittedAsync(queue, cancellationToken);

    /// <summary>Offset of the next message of a held queue that a poll will return; null when none was polled of it yet.</summary>
    public long? PositionOf(MessageQueue queue) => _runtime.Polled.PositionOf(queue);

    /// <summary>Goes on at another offset of a held queue, from the next poll on; nothing is committed by that.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="offset">From its oldest message to the place behind its newest one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The queue has no such offset; the message names its bounds.</exception>
    /// <exception cref="InvalidOperationException">The queue is not held, or the consumer does not run.</exception>
    /// <exception cref="ClientException">Its broker cannot be asked.</exception>
    public async Task SeekAsync(MessageQueue queue, long offset, CancellationToken cancellationToken)
    {
        var (address, api) = await BrokerOfAsync(queue, cancellationToken).ConfigureAwait(false);
        var least = await api.GetMinAsync(address, queue, cancellationToken).ConfigureAwait(false);
        var most = await api.GetMaxAsync(address, queue, cancellationToken).ConfigureAwait(false);
        if (offset < least || offset > most)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"Queue {queue} has the offsets {least} to {most}.");
        }

        Seek(queue, offset);
    }

    /// <summary>Goes on at the oldest message of a held queue.</summary>
    /// <exception cref="InvalidOperationException">The queue is not held, or the consumer does not run.</exception>
    /// <exception cref="ClientException">Its broker cannot be asked.</exception>
    public async Task SeekToBeginAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        var (address, api) = await BrokerOfAsync(queue, cancellationToken).ConfigureAwait(false);
        Seek(queue, await api.GetMinAsync(address, queue, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Goes on behind the newest message of a held queue.</summary>
    /// <exception cref="InvalidOperationException">The queue is not held, or the consumer does not run.</exception>
    /// <exception cref="ClientException">Its broker cannot be asked.</exception>
    public async Task SeekToEndAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        var (address, api) = await BrokerOfAsync(queue, cancellationToken).ConfigureAwait(false);
        Seek(queue, await api.GetMaxAsync(address, queue, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The offset that belongs to a time, as the broker understands it.</summary>
    /// <exception cref="ClientException">Its broker cannot be asked.</exception>
    public async Task<long> OffsetForTimestampAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var (address, api) = await BrokerOfAsync(queue, cancellationToken).ConfigureAwait(false);
        return await api.SearchAsync(address, queue, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All queues of a topic that can be read, sorted; empty when the topic does not exist.</summary>
    /// <exception cref="ClientException">No name server can be asked.</exception>
    public async Task<IReadOnlyList<MessageQueue>> FetchMessageQueuesAsync(string topic, CancellationToken cancellationToken)
    {
        var route = await _runtime.Scope.Instance.Routes.RefreshAsync(Checked(topic), cancellationToken).ConfigureAwait(false);
        return route is null ? [] : [.. route.SubscribeQueues.Order()];
    }

    /// <summary>Stops pulling some queues, also when they come to this member later; what was pulled already is polled.</summary>
    public void Pause(IEnumerable<MessageQueue> queues) => _runtime.Scope.Pauses.Add(queues);

    /// <summary>Goes on pulling these queues, within a second.</summary>
    public void Resume(IEnumerable<MessageQueue> queues) => _runtime.Scope.Pauses.Remove(queues);

    /// <summary>
    /// Leaves the group: reports what is committed, so that the others take over at once. What the last poll returned is not committed by
    /// that. A second call does nothing.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wasRunning = _started && !_stopped;
            _stopped = true;
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

    /// <summary>Stops the consumer if it runs.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private static string Checked(string topic) =>
        TopicNames.Check(topic) is { } fault ? throw new ArgumentException(fault, nameof(topic)) : topic;

    private async Task SubscribeAsync(Protocol.Bodies.SubscriptionData subscription, CancellationToken cancellationToken)
    {
        Become(assigned: false);
        _runtime.Scope.Subscriptions.Set(subscription);
        if (!_started)
        {
            return;
        }

        await _runtime.Scope.Instance.Routes.RefreshAsync(subscription.Topic, cancellationToken).ConfigureAwait(false);
        if (subscription.ExpressionType == ExpressionTypes.Sql92)
        {
            await new FilterCheck(_runtime.Scope).RequireAsync(cancellationToken).ConfigureAwait(false);
        }

        await _runtime.FollowAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Become(bool assigned)
    {
        if (_runtime.IsAssigned is { } before && before != assigned)
        {
            throw new InvalidOperationException("Subscribing topics and assigning queues are mutually exclusive.");
        }

        _runtime.IsAssigned = assigned;
    }

    private void Seek(MessageQueue queue, long offset)
    {
        if (!_runtime.TrySeek(queue, offset))
        {
            throw new InvalidOperationException($"The queue {queue} is not held by {ClientId} of group {Group}.");
        }
    }

    private async Task<(string Address, Api.BrokerOffsetApi Api)> BrokerOfAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        RequireRunning();
        var instance = _runtime.Scope.Instance;
        var target = await instance.Routes.RequireReadableAsync(queue, BrokerTarget.MasterId, cancellationToken).ConfigureAwait(false);
        return (target.Address, instance.Apis.Offsets);
    }

    private void RequireRunning()
    {
        if (!_started || _stopped)
        {
            throw new InvalidOperationException($"the consumer {ClientId} of group {Group} does not run");
        }
    }
}
