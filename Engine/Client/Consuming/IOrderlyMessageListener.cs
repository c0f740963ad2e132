using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>
/// The application's side of a push consumer that keeps the order of each queue. Mirrors RocketMQ's MessageListenerOrderly.
/// </summary>
public interface IOrderlyMessageListener
{
    /// <summary>
    /// Consumes one batch, 1 to ConsumeMessageBatchMaxSize messages of one queue in the order of their offsets; of each queue one call at a
    /// time. An exception or a null answer counts as <see cref="ConsumeOrderlyStatus.SuspendCurrentQueueAMoment"/>. The token is cancelled
    /// when the consumer stops and its waiting time is over.
    /// </summary>
    ValueTask<ConsumeOrderlyStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages,
        ConsumeOrderlyContext context,
        CancellationToken cancellationToken);
}
