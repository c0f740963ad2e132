using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Chooses the queue of a message, so that messages that belong together stay in order. Called by many threads. Mirrors RocketMQ's
/// MessageQueueSelector.
/// </summary>
public interface IMessageQueueSelector
{
    /// <summary>The queue to send to.</summary>
    /// <param name="queues">The topic's writable queues by broker name and queue id, at least one; the same while the route is.</param>
    /// <param name="message">The message.</param>
    /// <param name="argument">What the sender gave along, such as an order's number.</param>
    /// <returns>One of <paramref name="queues"/>.</returns>
    MessageQueue Select(IReadOnlyList<MessageQueue> queues, Message message, object argument);
}
