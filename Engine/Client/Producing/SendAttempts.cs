using Engine.Client.Api;
using Engine.Client.Routing;
using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Sends a prepared message: up to the configured number of attempts within one time budget, each after a failure at another broker when
/// there is one. Mirrors DefaultMQProducerImpl#sendDefaultImpl.
/// </summary>
internal sealed partial class SendAttempts(
    ProducerOptions options,
    RouteTable routes,
    BrokerSendApi api,
    QueueSelector selector,
    TimeProvider timeProvider,
    ILogger logger)
{
    private readonly PublishRoutes _publishRoutes = new(routes, options.DefaultTopicQueueNums);

    public async Task<SendResult> SendAsync(PreparedMessage message, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var queues = await _publishRoutes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var brokers = new List<string>();
        ClientException? last = null;
        while (brokers.Count <= options.RetryTimesWhenSendFailed && Left(began) is var left && left > TimeSpan.Zero)
        {
            var queue = selector.Select(queues, brokers.LastOrDefault());
            brokers.Add(queue.BrokerName);
            try
            {
                return await SendToAsync(message, queue, left, cancellationToken).ConfigureAwait(false);
            }
            catch (ClientException exception) when (SendRetryRule.IsRetryable(exception.ResponseCode))
            {
                last = exception;
                LogAttemptFailed(message.MessageId, message.Topic, queue.BrokerName, brokers.Count, exception.Message);
            }
        }

        throw SendRetryRule.GaveUp(message.Topic, brokers, timeProvider.GetElapsedTime(began), last);
    }

    /// <summary>One attempt, to the given queue.</summary>
    public Task<SendResult> SendOnceAsync(PreparedMessage message, MessageQueue queue, CancellationToken cancellationToken) =>
        SendToAsync(message, queue, options.SendMsgTimeout, cancellationToken);

    /// <summary>One attempt, without an answer.</summary>
    public async Task SendOneWayAsync(PreparedMessage message, CancellationToken cancellationToken)
    {
        var queues = await _publishRoutes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var queue = selector.Select(queues, lastBroker: null);
        var master = await routes.RequireMasterAsync(queue, cancellationToken).ConfigureAwait(false);
        await api
            .SendOneWayAsync(master.Address, message.HeaderFor(queue), message.Body, options.SendMsgTimeout, cancellationToken)
            .ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<MessageQueue>> GetQueuesAsync(string topic, CancellationToken cancellationToken) =>
        _publishRoutes.GetAsync(topic, cancellationToken);

    private TimeSpan Left(long began) => options.SendMsgTimeout - timeProvider.GetElapsedTime(began);

    private async Task<SendResult> SendToAsync(
        PreparedMessage message,
        MessageQueue queue,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var master = await routes.RequireMasterAsync(queue, cancellationToken).ConfigureAwait(false);
        var (status, stored) = await api
            .SendAsync(master.Address, message.HeaderFor(queue), message.Body, timeout, cancellationToken)
            .ConfigureAwait(false);
        return new SendResult(
            status,
            message.MessageId,
            stored.MsgId ?? string.Empty,
            queue with { QueueId = stored.QueueId },
            stored.QueueOffset);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "sending message {MessageId} of topic {Topic} to broker {Broker} failed at attempt {Attempt}: {Reason}")]
    private partial void LogAttemptFailed(string messageId, string topic, string broker, int attempt, string reason);
}
