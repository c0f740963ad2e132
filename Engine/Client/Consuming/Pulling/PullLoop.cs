using System.Threading.Channels;
using Engine.Client.Consuming.Processing;
using Engine.Duties;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Takes the pull requests of a consumer in turn; the pulls themselves are asynchronous, so that a held one stops no other. A request
/// survives every failure: after its turn it is put back, at once or later, until its queue is dropped (C1). Mirrors PullMessageService
/// and DefaultMQPushConsumerImpl#pullMessage.
/// </summary>
internal sealed partial class PullLoop : IAsyncDisposable
{
    private readonly ConsumerScope _scope;
    private readonly PullSender _sender;
    private readonly PullOutcomes _outcomes;
    private readonly OrderlyStart _orderlyStart;
    private readonly BackgroundLoop _loop;
    private readonly InFlight _inFlight = new();
    private readonly ILogger _logger;

    /// <summary>Holds at most one request per assigned queue.</summary>
    private readonly Channel<PullRequest> _requests = Channel.CreateUnbounded<PullRequest>(
        new UnboundedChannelOptions { SingleReader = true });

    public PullLoop(ConsumerScope scope, PullSender sender, PullOutcomes outcomes, OrderlyStart orderlyStart)
    {
        _scope = scope;
        _sender = sender;
        _outcomes = outcomes;
        _orderlyStart = orderlyStart;
        _logger = scope.Logger<PullLoop>();
        _loop = new BackgroundLoop($"pulls of client {scope.Instance.ClientId}", RunAsync, _logger, scope.TimeProvider);
    }

    public void Start() => _loop.Start();

    public void Put(PullRequest request) => _requests.Writer.TryWrite(request);

    /// <summary>Stops taking requests, gives up the pulls under way and waits for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop.DisposeAsync().ConfigureAwait(false);
        await _inFlight.WhenNoneAsync().ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
        {
            _inFlight.Enter();
            _ = TakeTurnAsync(request, stopping);
        }
    }

    private async Task TakeTurnAsync(PullRequest request, CancellationToken stopping)
    {
        try
        {
            var next = await TryPullAsync(request, stopping).ConfigureAwait(false);
            if (next is { IsRoomWait: true, Delay: { } atMost })
            {
                PutWhenRoom(request, atMost);
            }
            else if (next.Delay == TimeSpan.Zero)
            {
                Put(request);
            }
            else if (next.Delay is { } delay)
            {
                _scope.Delays.Schedule(delay, () => Put(request));
            }
        }
        finally
        {
            _inFlight.Leave();
        }
    }

    private void PutWhenRoom(PullRequest request, TimeSpan atMost)
    {
        var limits = LimitsOf(request.Queue.Topic);
        var wait = new RoomWait(load => PullFlowControl.IsRoom(load, limits), () => Put(request));
        wait.Clock = _scope.Delays.Schedule(atMost, wait.End);
        request.ProcessQueue.Await(wait);
    }

    private async ValueTask<PutBack> TryPullAsync(PullRequest request, CancellationToken stopping)
    {
        try
        {
            var next = await PullAsync(request, stopping).ConfigureAwait(false);
            request.Failures = 0;
            return next;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return PutBack.Forget;
        }
        catch (Exception exception)
        {
            return OnFailure(request, exception);
        }
    }

    private async ValueTask<PutBack> PullAsync(PullRequest request, CancellationToken stopping)
    {
        if (request.ProcessQueue.IsDropped)
        {
            return PutBack.Forget;
        }

        request.ProcessQueue.Activity.MarkPull();
        if (_scope.Pauses.Covers(request.Queue))
        {
            return PutBack.WhenSuspended;
        }

        var reason = PullFlowControl.Decide(request.ProcessQueue.Load, LimitsOf(request.Queue.Topic));
        if (reason != FlowControlReason.None)
        {
            _scope.Counters.Delayed(reason);
            return PutBack.WhenCacheIsFull;
        }

        if (_scope.Subscriptions.Find(request.Queue.Topic) is not { } subscription
            || !await _orderlyStart.IsReadyAsync(request, stopping).ConfigureAwait(false))
        {
            return PutBack.AfterException;
        }

        var began = _scope.TimeProvider.GetTimestamp();
        var answer = await _sender.SendAsync(request, subscription, stopping).ConfigureAwait(false);
        return _outcomes.Take(request, subscription, answer, _scope.TimeProvider.GetElapsedTime(began));
    }

    private PullLimits LimitsOf(string topic)
    {
        var options = _scope.Options;
        var isOfTopic = options.PullThresholdForTopic is not null || options.PullThresholdBytesForTopic is not null;
        return PullLimits.Of(options, _scope.IsOrderly, isOfTopic ? _scope.Queues.Current.Keys.Count(queue => queue.Topic == topic) : 1);
    }

    private PutBack OnFailure(PullRequest request, Exception exception)
    {
        var failure = PullFailure.Of(exception);
        _scope.Counters.PullFailed();
        request.Failures++;
        if (exception is ClientException { InnerException: RemotingException }
            && _scope.Instance.Routes.Current.FindOther(request.Queue.BrokerName, request.Asked) is { } other)
        {
            // Its master may be gone before the name servers know: a slave answers meanwhile, and says where to go on (G3).
            request.ProcessQueue.SuggestedBrokerId = other;
        }

        // A slave has its topics from its master, a while later.
        if (exception is ClientException { ResponseCode: ResponseCode.TopicNotExist } && !request.Asked.IsSlave)
        {
            Leave(request);
            return PutBack.Forget;
        }

        if (exception is ClientException { ResponseCode: ResponseCode.SubscriptionNotExist })
        {
            // The broker does not know the group, after its restart for example: it need not wait for the next heartbeat.
            _scope.Instance.TriggerHeartbeat();
        }

        if (failure.Next == PutBack.AfterException)
        {
            // Once per trouble: it is tried again every second.
            LogFailed(request.Failures == 1 ? LogLevel.Warning : LogLevel.Debug, _scope.Group, request.Queue, failure.Text);
        }

        return failure.Next;
    }

    /// <summary>
    /// The topic was deleted. If it is made again its offsets begin anew: what this queue knows must not be reported to it, nor its new
    /// messages be passed over. Rebalance tries the queue again as a new one.
    /// </summary>
    private void Leave(PullRequest request)
    {
        request.ProcessQueue.Drop();
        _scope.Offsets.Remove(request.Queue);
        _scope.Offsets.ForgetReached(request.Queue);
        _scope.Queues.Remove(request.Queue, request.ProcessQueue);
        LogLeft(_scope.Group, request.Queue);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "group {Group} leaves queue {Queue}: its topic does not exist any more")]
    private partial void LogLeft(string group, MessageQueue queue);

    [LoggerMessage(Message = "group {Group} could not pull from queue {Queue}: {Reason}")]
    private partial void LogFailed(LogLevel level, string group, MessageQueue queue, string reason);
}
