using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Lets a selector choose among the topic's queues; what it does wrong is a <see cref="ClientException"/> with code 10007. Mirrors
/// DefaultMQProducerImpl#sendSelectImpl.
/// </summary>
internal sealed class SelectedQueue(PublishRoutes routes)
{
    public async ValueTask<MessageQueue> GetAsync(
        Message message, IMessageQueueSelector selector, object argument, CancellationToken cancellationToken)
    {
        var queues = await routes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var queue = Select(queues, message, selector, argument);
        return queues.Contains(queue)
            ? queue
            : throw Illegal($"The queue selector chose {queue}, which is none of the {queues.Count} queues of topic {message.Topic}.");
    }

    /// <summary>The queue, when it is one of the message's topic.</summary>
    public static MessageQueue Require(string topic, MessageQueue queue) => queue.Topic == topic
        ? queue
        : throw Illegal($"The message is of topic {topic}, the queue of topic {queue.Topic}.");

    private static MessageQueue Select(
        IReadOnlyList<MessageQueue> queues, Message message, IMessageQueueSelector selector, object argument)
    {
        try
        {
            return selector.Select(queues, message, argument);
        }
        catch (Exception exception)
        {
            throw Illegal($"The queue selector failed for a message of topic {message.Topic}: {exception.Message}", exception);
        }
    }

    private static ClientException Illegal(string reason, Exception? inner = null) =>
        new(ClientErrorCode.IllegalMessage, reason, inner);
}
