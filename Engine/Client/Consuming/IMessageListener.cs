using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>The application's side of a push consumer. Mirrors RocketMQ's MessageListenerConcurrently.</summary>
public interface IMessageListener
{
    /// <summary>
    /// Consumes one batch, 1 to ConsumeMessageBatchMaxSize messages of one queue. An exception or a null answer counts as
    /// <see cref="ConsumeStatus.ReconsumeLater"/>. The token is cancelled when the consumer stops and its waiting time is over.
    /// </summary>
    ValueTask<ConsumeStatus?> ConsumeAsync(IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken);
}
