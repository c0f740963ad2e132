using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing.Concurrent;

/// <summary>
/// Hands pulled messages to the listener, batch by batch and in no order (D2, D3), sends failed ones back (D4), and commits what is done
/// (D5). What no broker takes back is tried again here after 5 s. Mirrors ConsumeMessageConcurrentlyService.
/// </summary>
internal sealed partial class ConcurrentConsumer : IConsumeService
{
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    /// <summary>The cache of each queue is bounded by flow control; this bounds all queues together.</summary>
    private const int LaneCapacity = 100_000;

    private readonly ConsumerScope _scope;
    private readonly ListenerCalls<ConsumeStatus, ConsumeContext> _calls;
    private readonly SendBack _sendBack;
    private readonly ConsumeLane _lane;
    private readonly StartMarks _marks;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;

    public ConcurrentConsumer(
        ConsumerScope scope,
        IMessageListener listener,
        ConsumerHooks hooks,
        SendBack sendBack,
        int laneCapacity = LaneCapacity)
    {
        _scope = scope;
        _calls = new ListenerCalls<ConsumeStatus, ConsumeContext>(
            scope, hooks, ConsumeStatus.ReconsumeLater, status => status == ConsumeStatus.Success, listener.ConsumeAsync);
        _sendBack = sendBack;
        _lane = new ConsumeLane(scope.Options.ConsumeConcurrency, laneCapacity, RunAsync);
        _marks = new StartMarks(scope.TimeProvider, scope.Group);
        _logger = scope.Logger<ConcurrentConsumer>();
    }

    public int Concurrency
    {
        get => _lane.Concurrency;
        set => _lane.Concurrency = value;
    }

    public (int Running, int Waiting) Load => _lane.Load;

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

    /// <summary>At any time: what runs then is not committed any more, others get it again.</summary>
    public void PassOver(MessageQueue queue, ProcessQueue processQueue, long offset) =>
        processQueue.Commit(_scope.Offsets, queue, offset);

    public bool TryGiveUp(MessageQueue queue, ProcessQueue processQueue) => true;

    public void Keep(MessageQueue queue, ProcessQueue processQueue)
    {
    }

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

    private async ValueTask RunAsync(ConsumeRequest request)
    {
        if (request.ProcessQueue.IsDropped)
        {
            return;
        }

        var messages = _marks.Start(request.Messages);
        if (messages != request.Messages)
        {
            request.ProcessQueue.Replace(messages);
            request = request with { Messages = messages };
        }

        request.ProcessQueue.Activity.MarkConsume();
        var context = new ConsumeContext(request.Queue);
        var status = await _calls
            .CallAsync(request.Queue, messages, context, _stopping.Token)
            .ConfigureAwait(false);
        var done = ConsumeVerdict.Done(status, context.AckIndex, messages.Count);
        if (done < messages.Count && _stopping.IsCancellationRequested)
        {
            // It was called off: whether it would have failed is not known, others get the batch again.
            LogDropped(_scope.Group, request.Queue, messages.Count);
            return;
        }

        _scope.Counters.Consumed(request.Queue.Topic, done, messages.Count - done);
        try
        {
            await SettleAsync(request, done, context.DelayLevelWhenNextConsume).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Not committed: whether a broker has the failed ones is not known, others get the batch again.
            LogDropped(_scope.Group, request.Queue, messages.Count);
        }
        catch (Exception exception)
        {
            LogSettleFailed(exception, _scope.Group, request.Queue, messages[0].QueueOffset);
            RetryLater(request);
        }
    }

    private async ValueTask SettleAsync(ConsumeRequest request, int done, int delayLevel)
    {
        var (queue, processQueue, messages) = request;
        if (processQueue.IsDropped)
        {
            LogDropped(_scope.Group, queue, messages.Count);
            return;
        }

        var finished = messages;
        if (done < messages.Count)
        {
            var stuck = await DisposeOfFailedAsync(request, done, delayLevel).ConfigureAwait(false);
            finished = stuck.Count == 0 ? messages : [.. messages.Where(message => !stuck.ContainsKey(message.QueueOffset))];
            MessageExt[] failed = [.. stuck.Values.Select(Failed)];
            processQueue.Replace(failed);
            RetryLater(request with { Messages = failed });
        }

        if (finished.Count > 0 && processQueue.Remove(finished) is { } offset)
        {
            processQueue.Commit(_scope.Offsets, queue, offset);
        }
    }

    /// <summary>
    /// Drops the failed messages of a broadcasting group, sends those of others back; the ones that nobody took, by offset.
    /// </summary>
    private async ValueTask<SortedDictionary<long, MessageExt>> DisposeOfFailedAsync(ConsumeRequest request, int done, int delayLevel)
    {
        var stuck = new SortedDictionary<long, MessageExt>();
        foreach (var message in request.Messages.Skip(done))
        {
            if (_scope.IsBroadcasting)
            {
                LogBroadcastDropped(_scope.Group, request.Queue, message.QueueOffset, message.MessageId);
            }
            else if (request.ProcessQueue.Contains(message)
                && !await _sendBack.TryAsync(request.Queue, message, delayLevel, _stopping.Token).ConfigureAwait(false))
            {
                stuck[message.QueueOffset] = message;
            }
        }

        return stuck;
    }

    private static MessageExt Failed(MessageExt message) => message with { ReconsumeTimes = message.ReconsumeTimes + 1 };

    private void RetryLater(ConsumeRequest failed)
    {
        if (failed.Messages.Count > 0)
        {
            LogRetried(_scope.Group, failed.Messages.Count, failed.Queue, failed.Messages[0].QueueOffset);
            _scope.Delays.Schedule(RetryDelay, () => Submit(failed));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} tries {Count} messages of queue {Queue} from offset {Offset} again by itself in 5 s")]
    private partial void LogRetried(string group, int count, MessageQueue queue, long offset);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "group {Group} could not end the consumption of queue {Queue} at offset {Offset}")]
    private partial void LogSettleFailed(Exception exception, string group, MessageQueue queue, long offset);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "broadcasting group {Group} failed on message {MessageId} at offset {Offset} of queue {Queue} and drops it")]
    private partial void LogBroadcastDropped(string group, MessageQueue queue, long offset, string messageId);

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
