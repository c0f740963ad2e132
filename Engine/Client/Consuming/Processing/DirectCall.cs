using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// Gives a listener one message for an operator, outside of any queue: without hooks, without effect on offsets, whatever else runs, and
/// tells how it went (309). Mirrors the consumeMessageDirectly methods of RocketMQ's consume services.
/// </summary>
internal sealed partial class DirectCall(ConsumerScope scope, ListenerKind listener)
{
    private readonly StartMarks _marks = new(scope.TimeProvider, scope.Group);
    private readonly ILogger _logger = scope.Logger<DirectCall>();

    /// <summary>Never throws but when it is cancelled.</summary>
    public async Task<ConsumeMessageDirectlyBody> RunAsync(MessageExt message, CancellationToken cancellationToken)
    {
        var queue = new MessageQueue(message.Topic, message.BrokerName ?? string.Empty, message.QueueId);
        var began = scope.TimeProvider.GetTimestamp();
        var body = await TryAsync(queue, message, cancellationToken).ConfigureAwait(false);
        return body with
        {
            Order = scope.IsOrderly,
            SpentTimeMills = (long)Math.Round(scope.TimeProvider.GetElapsedTime(began).TotalMilliseconds),
        };
    }

    private async ValueTask<ConsumeMessageDirectlyBody> TryAsync(
        MessageQueue queue,
        MessageExt message,
        CancellationToken cancellationToken)
    {
        var messages = _marks.Start([message]);
        var orderly = new ConsumeOrderlyContext(queue);
        try
        {
            var result = listener.Concurrent is { } concurrent
                ? ResultOf(await concurrent.ConsumeAsync(messages, new ConsumeContext(queue), cancellationToken).ConfigureAwait(false))
                : ResultOf(await listener.Orderly!.ConsumeAsync(messages, orderly, cancellationToken).ConfigureAwait(false));
            return new ConsumeMessageDirectlyBody { ConsumeResult = result, AutoCommit = orderly.AutoCommit };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(exception, scope.Group, queue, message.QueueOffset);
            return new ConsumeMessageDirectlyBody
            {
                ConsumeResult = DirectConsumption.ThrowException,
                AutoCommit = orderly.AutoCommit,
                Remark = $"{exception.GetType().Name}: {exception.Message}",
            };
        }
    }

    private static DirectConsumption ResultOf(ConsumeStatus? status) => status switch
    {
        ConsumeStatus.Success => DirectConsumption.Success,
        ConsumeStatus.ReconsumeLater => DirectConsumption.Later,
        _ => DirectConsumption.ReturnNull,
    };

    private static DirectConsumption ResultOf(ConsumeOrderlyStatus? status) => status switch
    {
        ConsumeOrderlyStatus.Success => DirectConsumption.Success,
        ConsumeOrderlyStatus.Commit => DirectConsumption.Commit,
        ConsumeOrderlyStatus.Rollback => DirectConsumption.Rollback,
        ConsumeOrderlyStatus.SuspendCurrentQueueAMoment => DirectConsumption.Later,
        _ => DirectConsumption.ReturnNull,
    };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} failed on the message at offset {Offset} of queue {Queue}, which it was given directly")]
    private partial void LogFailed(Exception exception, string group, MessageQueue queue, long offset);
}
