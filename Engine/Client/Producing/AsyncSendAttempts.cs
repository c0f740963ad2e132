using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Sends a prepared message whose sender does not wait: further attempts only while no broker has answered, never after a broker's refusal,
/// and to the queue of the same number at another broker when there is one, as the request is used again. Mirrors
/// MQClientAPIImpl#sendMessageAsync and #onExceptionImpl.
/// </summary>
internal sealed partial class AsyncSendAttempts(ProducerScope scope)
{
    private readonly QueueSend _once = new(scope);
    private readonly ILogger _logger = scope.Logger<AsyncSendAttempts>();

    /// <param name="message">The message.</param>
    /// <param name="budget">Time for all attempts.</param>
    /// <param name="cancellationToken">Gives up; whether a broker has the message is then not known.</param>
    public async Task<SendResult> SendAsync(PreparedMessage message, TimeSpan budget, CancellationToken cancellationToken)
    {
        var began = scope.TimeProvider.GetTimestamp();
        var queues = await scope.Routes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var queue = scope.Selector.Select(queues, lastBroker: null);
        var brokers = new List<string>();
        ClientException? last = null;
        while (brokers.Count <= scope.Options.RetryTimesWhenSendAsyncFailed
            && budget - scope.TimeProvider.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            brokers.Add(queue.BrokerName);
            try
            {
                return await _once.SendAsync(message, queue, SendMode.Async, left, cancellationToken).ConfigureAwait(false);
            }
            catch (ClientException exception) when (SendRetryRule.ReachedNoBroker(exception.ResponseCode))
            {
                last = exception;
                LogAttemptFailed(message.MessageId, message.Topic, queue.BrokerName, brokers.Count, exception.Message);
                queue = queue with { BrokerName = scope.Selector.Select(queues, queue.BrokerName).BrokerName };
            }
        }

        throw SendRetryRule.GaveUp(message.Topic, brokers, scope.TimeProvider.GetElapsedTime(began), last);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "sending message {MessageId} of topic {Topic} to broker {Broker} failed at attempt {Attempt}: {Reason}")]
    private partial void LogAttemptFailed(string messageId, string topic, string broker, int attempt, string reason);
}
