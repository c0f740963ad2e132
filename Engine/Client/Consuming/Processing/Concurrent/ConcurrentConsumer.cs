using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing.Concurrent;

/// <summary>
/// Hands pulled messages to the listener, batch by batch and in no order (D2, D3, D4), and commits what is done (D5). A failed message is
/// tried again here after 5 s. Mirrors ConsumeMessageConcurrentlyService.
/// </summary>
internal sealed partial class ConcurrentConsumer
{
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    /// <summary>The consume time-out: only classified, a listener is never interrupted by it.</summary>
    private static readonly TimeSpan ConsumeTimeout = TimeSpan.FromMinutes(15);

    /// <summary>The cache of each queue is bounded by flow control; this bounds all queues together.</summary>
    private const int LaneCapacity = 100_000;

    private readonly ConsumerScope _scope;
    private readonly IMessageListener _listener;
    private readonly ConsumerHooks _hooks;
    private readonly ConsumeLane _lane;
    private readonly string _retryTopic;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;

    public ConcurrentConsumer(ConsumerScope scope, IMessageListener listener, ConsumerHooks hooks, int laneCapacity = LaneCapacity)
    {
        _scope = scope;
        _listener = listener;
        _hooks = hooks;
        _lane = new ConsumeLane(scope.Options.ConsumeConcurrency, laneCapacity, RunAsync);
        _retryTopic = TopicNames.Retry(scope.Group);
        _logger = scope.Logger<ConcurrentConsumer>();
    }

    /// <summary>Takes a pulled batch, cut to what the listener gets at a time.</summary>
    public void Submit(MessageQueue queue, ProcessQueue processQueue, IReadOnlyList<MessageExt> messages)
    {
        var size = _scope.Options.ConsumeMessageBatchMaxSize;
        if (messages.Count <= size)
        {
            Submit(new ConsumeRequest(queue, processQueue, messages));
            return;
        }

        foreach (var chunk in messages.Chunk(size))
        {
            Submit(new ConsumeRequest(queue, processQueue, chunk));
        }
    }

    /// <summary>Starts no more listener calls, waits so long for those that run, then cancels their token.</summary>
    public async ValueTask StopAsync(TimeSpan patience)
    {
        try
        {
            await _lane.StopAsync().WaitAsync(patience, _scope.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogListenersStillRun(_scope.Group, patience);
        }
        finally
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Submit(ConsumeRequest request)
    {
        if (!_lane.TrySubmit(request))
        {
            LogRejected(_scope.Group, request.Queue, request.Messages.Count);
            _scope.Delays.Schedule(RetryDelay, () => Submit(request));
        }
    }

    private async Task RunAsync(ConsumeRequest request)
    {
        if (request.ProcessQueue.IsDropped)
        {
            return;
        }

        var nowMs = _scope.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var messages = request.Messages.Select(message => MessageMarks.Starting(message, _retryTopic, nowMs)).ToArray();
        var context = new ConsumeContext(request.Queue);
        _hooks.BeforeConsume(request.Queue, messages);
        var began = _scope.TimeProvider.GetTimestamp();
        var (status, threw) = await CallListenerAsync(messages, context).ConfigureAwait(false);
        var result = ConsumeVerdict.Classify(status, threw, _scope.TimeProvider.GetElapsedTime(began), ConsumeTimeout);
        _hooks.AfterConsume(request.Queue, messages, result);
        if (result is ConsumeReturn.ReturnNull or ConsumeReturn.TimeOut)
        {
            LogOddResult(_scope.Group, request.Queue, messages[0].QueueOffset, result);
        }

        Settle(request with { Messages = messages }, ConsumeVerdict.Done(status, context.AckIndex, messages.Length));
    }

    private async Task<(ConsumeStatus? Status, bool Threw)> CallListenerAsync(MessageExt[] messages, ConsumeContext context)
    {
        try
        {
            return (await _listener.ConsumeAsync(messages, context, _stopping.Token).ConfigureAwait(false), false);
        }
        catch (Exception exception)
        {
            LogListenerFailed(exception, _scope.Group, context.Queue, messages[0].QueueOffset, messages.Length);
            return (null, true);
        }
    }

    private void Settle(ConsumeRequest request, int done)
    {
        var messages = request.Messages;
        _scope.Counters.Consumed(done, messages.Count - done);
        if (request.ProcessQueue.IsDropped)
        {
            LogDropped(_scope.Group, request.Queue, messages.Count);
            return;
        }

        if (done < messages.Count)
        {
            RetryLater(request with { Messages = [.. messages.Skip(done).Select(Failed)] });
        }

        if (done > 0 && request.ProcessQueue.Remove([.. messages.Take(done)]) is { } offset)
        {
            request.ProcessQueue.Commit(_scope.Offsets, request.Queue, offset);
        }
    }

    private static MessageExt Failed(MessageExt message) => message with { ReconsumeTimes = message.ReconsumeTimes + 1 };

    private void RetryLater(ConsumeRequest failed)
    {
        LogRetried(_scope.Group, failed.Queue, failed.Messages[0].QueueOffset, failed.Messages.Count);
        _scope.Delays.Schedule(RetryDelay, () => Submit(failed));
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} failed on {Count} messages of queue {Queue} from offset {Offset}")]
    private partial void LogListenerFailed(Exception exception, string group, MessageQueue queue, long offset, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} ended with {Result} on queue {Queue} at offset {Offset}")]
    private partial void LogOddResult(string group, MessageQueue queue, long offset, ConsumeReturn result);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "group {Group} tries {Count} messages of queue {Queue} from offset {Offset} again in 5 s")]
    private partial void LogRetried(string group, MessageQueue queue, long offset, int count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "group {Group} lost queue {Queue} while it consumed {Count} messages of it; others get them")]
    private partial void LogDropped(string group, MessageQueue queue, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "too many batches of group {Group} wait; {Count} messages of queue {Queue} are tried again in 5 s")]
    private partial void LogRejected(string group, MessageQueue queue, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "listener calls of group {Group} still run {Patience} after the stop began")]
    private partial void LogListenersStillRun(string group, TimeSpan patience);
}
