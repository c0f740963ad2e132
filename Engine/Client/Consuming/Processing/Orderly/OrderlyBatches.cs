using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing.Orderly;

/// <summary>
/// Takes one batch of a queue to the listener and does what it says. Mirrors ConsumeMessageOrderlyService#processConsumeResult.
/// </summary>
internal sealed partial class OrderlyBatches(
    ConsumerScope scope,
    IOrderlyMessageListener listener,
    ConsumerHooks hooks,
    SendBack sendBack)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ListenerCalls<ConsumeOrderlyStatus, ConsumeOrderlyContext> _calls = new(
        scope,
        hooks,
        ConsumeOrderlyStatus.SuspendCurrentQueueAMoment,
        status => status is ConsumeOrderlyStatus.Success or ConsumeOrderlyStatus.Commit,
        listener.ConsumeAsync);

    private readonly StartMarks _marks = new(scope.TimeProvider, scope.Group);
    private readonly ILogger _logger = scope.Logger<OrderlyBatches>();

    /// <summary>Retries before a message goes to the dead letters; what is not set means never.</summary>
    private int MaxReconsumeTimes => scope.Options.MaxReconsumeTimes < 0 ? int.MaxValue : scope.Options.MaxReconsumeTimes;

    /// <summary>The pause before the next batch; null when there is none left, or the queue was dropped.</summary>
    public async Task<TimeSpan?> ConsumeNextAsync(MessageQueue queue, ProcessQueue processQueue, CancellationToken cancellationToken)
    {
        var messages = _marks.Start(processQueue.Take(scope.Options.ConsumeMessageBatchMaxSize));
        if (messages.Count == 0)
        {
            return null;
        }

        var context = new ConsumeOrderlyContext(queue);
        var status = await _calls
            .CallAsync(queue, messages, context, cancellationToken)
            .ConfigureAwait(false);
        if (processQueue.IsDropped)
        {
            LogDropped(scope.Group, queue, messages.Count);
            return null;
        }

        var goOn = await SettleAsync(new ConsumeRequest(queue, processQueue, messages), status, context.AutoCommit, cancellationToken)
            .ConfigureAwait(false);
        return goOn ? TimeSpan.Zero : PauseOf(context);
    }

    private TimeSpan PauseOf(ConsumeOrderlyContext context)
    {
        var wanted = context.SuspendCurrentQueueTime ?? scope.Options.SuspendCurrentQueueTime;
        return wanted < ShortestPause ? ShortestPause : wanted > LongestPause ? LongestPause : wanted;
    }

    /// <summary>True when the next batch may come at once.</summary>
    private async ValueTask<bool> SettleAsync(
        ConsumeRequest batch,
        ConsumeOrderlyStatus? status,
        bool autoCommit,
        CancellationToken cancellationToken)
    {
        switch (OrderlyVerdict.Of(status, autoCommit))
        {
            case OrderlyAction.TryAgain:
                scope.Counters.Consumed(batch.Queue.Topic, 0, batch.Messages.Count);
                return await TryAgainAsync(batch, cancellationToken).ConfigureAwait(false);
            case OrderlyAction.RollBack:
                batch.ProcessQueue.RollBack();
                return false;
            case OrderlyAction.Commit:
                if (autoCommit && status != ConsumeOrderlyStatus.Success)
                {
                    LogNeedlessAnswer(scope.Group, batch.Queue, status);
                }

                Commit(batch, batch.ProcessQueue.RemoveTaken());
                break;
        }

        scope.Counters.Consumed(batch.Queue.Topic, batch.Messages.Count, 0);
        return true;
    }

    /// <summary>
    /// Files what was tried too often under the dead letters and puts the rest back. False when the rest must come again; true when nothing
    /// is left: then the batch is done. What was taken before and waits for a commit stays.
    /// </summary>
    private async ValueTask<bool> TryAgainAsync(ConsumeRequest batch, CancellationToken cancellationToken)
    {
        var rest = new List<MessageExt>();
        var filed = new List<MessageExt>();
        foreach (var message in batch.Messages)
        {
            if (message.ReconsumeTimes >= MaxReconsumeTimes && await TryFileAsync(batch, message, cancellationToken).ConfigureAwait(false))
            {
                filed.Add(message);
            }
            else
            {
                rest.Add(message with { ReconsumeTimes = message.ReconsumeTimes + 1 });
            }
        }

        if (filed.Count > 0)
        {
            // RocketMQ delivers these once more when there is a rest.
            Commit(batch, batch.ProcessQueue.Remove(filed));
        }

        if (rest.Count > 0)
        {
            batch.ProcessQueue.PutBack(rest);
        }

        return rest.Count == 0;
    }

    /// <summary>The broker counts the retries of the copy and files it under the dead letters.</summary>
    private async Task<bool> TryFileAsync(ConsumeRequest batch, MessageExt message, CancellationToken cancellationToken)
    {
        LogGaveUp(scope.Group, batch.Queue, message.QueueOffset, message.ReconsumeTimes);
        return await sendBack
            .TryResendAsync(batch.Queue, message, message.ReconsumeTimes, MaxReconsumeTimes, cancellationToken)
            .ConfigureAwait(false);
    }

    private void Commit(ConsumeRequest batch, long? offset)
    {
        if (offset is { } done)
        {
            batch.ProcessQueue.Commit(scope.Offsets, batch.Queue, done);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} gives up the message at offset {Offset} of queue {Queue} after {Retries} retries in place")]
    private partial void LogGaveUp(string group, MessageQueue queue, long offset, int retries);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} answered {Status} on queue {Queue}, which commits by itself: it counts as success")]
    private partial void LogNeedlessAnswer(string group, MessageQueue queue, ConsumeOrderlyStatus? status);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "group {Group} lost queue {Queue} while it consumed {Count} messages of it; others get them")]
    private partial void LogDropped(string group, MessageQueue queue, int count);
}
