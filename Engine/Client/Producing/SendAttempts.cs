using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Sends a prepared message whose sender waits for the answer: up to the configured number of attempts within one time budget, each after a
/// failure at another broker when there is one. Mirrors DefaultMQProducerImpl#sendDefaultImpl.
/// </summary>
internal sealed partial class SendAttempts(ProducerScope scope)
{
    private readonly QueueSend _once = new(scope);
    private readonly ProducerOptions _options = scope.Options;
    private readonly ILogger _logger = scope.Logger<SendAttempts>();
    private int _failedInARow;

    /// <summary>Several attempts, each to the next queue in turn.</summary>
    public async Task<SendResult> SendAsync(PreparedMessage message, CancellationToken cancellationToken)
    {
        var began = scope.TimeProvider.GetTimestamp();
        var queues = await scope.Routes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        List<string>? brokers = null;
        SendResult? notSafe = null;
        ClientException? last = null;
        for (var failed = 0; failed <= _options.RetryTimesWhenSendFailed && Left(began) is var left && left > TimeSpan.Zero; failed++)
        {
            var queue = scope.Selector.Select(queues, brokers?[^1]);
            try
            {
                var result = await _once.SendAsync(message, queue, SendMode.Sync, left, cancellationToken).ConfigureAwait(false);
                NoteStored(message.Topic);
                if (result.Status == SendStatus.SendOk || !_options.RetryAnotherBrokerWhenNotStoreOk)
                {
                    return result;
                }

                notSafe = result;
                LogNotSafe(message.MessageId, message.Topic, queue.BrokerName, failed + 1, result.Status);
            }
            catch (ClientException exception) when (SendRetryRule.IsRetryable(exception.ResponseCode, _options.RetryResponseCodes))
            {
                last = exception;
                NoteFailed(message, queue.BrokerName, failed + 1, exception);
            }
            catch (ClientException) when (notSafe is not null)
            {
                return notSafe;
            }

            (brokers ??= []).Add(queue.BrokerName);
        }

        return notSafe ?? throw SendRetryRule.GaveUp(message.Topic, brokers ?? [], scope.TimeProvider.GetElapsedTime(began), last);
    }

    /// <summary>One attempt, to the given queue.</summary>
    public Task<SendResult> SendOnceAsync(PreparedMessage message, MessageQueue queue, CancellationToken cancellationToken) =>
        _once.SendAsync(message, queue, SendMode.Sync, _options.SendMsgTimeout, cancellationToken).AsTask();

    /// <summary>One attempt, without an answer; to the next queue in turn when none is given.</summary>
    public async Task SendOneWayAsync(PreparedMessage message, MessageQueue? queue, CancellationToken cancellationToken)
    {
        var to = queue ?? scope.Selector.Select(
            await scope.Routes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false), lastBroker: null);
        await _once.SendOneWayAsync(message, to, _options.SendMsgTimeout, cancellationToken).ConfigureAwait(false);
    }

    // A broker that refuses for hours is worth one warning when it begins and one line when it is over.
    private void NoteFailed(PreparedMessage message, string broker, int attempt, ClientException exception)
    {
        if (Interlocked.Increment(ref _failedInARow) == 1)
        {
            LogAttemptFailed(message.MessageId, message.Topic, broker, attempt, exception.Message);
        }
        else
        {
            LogFailedAgain(message.MessageId, message.Topic, broker, attempt, exception.Message);
        }
    }

    private void NoteStored(string topic)
    {
        if (Volatile.Read(ref _failedInARow) > 0 && Interlocked.Exchange(ref _failedInARow, 0) is > 1 and var failed)
        {
            LogSendsAgain(topic, failed);
        }
    }

    private TimeSpan Left(long began) => _options.SendMsgTimeout - scope.TimeProvider.GetElapsedTime(began);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "sending message {MessageId} of topic {Topic} to broker {Broker} failed at attempt {Attempt}: {Reason}")]
    private partial void LogAttemptFailed(string messageId, string topic, string broker, int attempt, string reason);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "sending message {MessageId} of topic {Topic} to broker {Broker} failed again at attempt {Attempt}: {Reason}")]
    private partial void LogFailedAgain(string messageId, string topic, string broker, int attempt, string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "sending works again, to topic {Topic}, after {Attempts} failed attempts in a row")]
    private partial void LogSendsAgain(string topic, int attempts);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "message {MessageId} of topic {Topic} is stored by broker {Broker} at attempt {Attempt}, but {Status}: another is tried")]
    private partial void LogNotSafe(string messageId, string topic, string broker, int attempt, SendStatus status);
}
