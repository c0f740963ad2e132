using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Retries;

/// <summary>
/// Hands a failed message to the brokers for a later delivery (D4): back to the one that stores it, or, when that one does not take it, as
/// a message of its own to the retry topic of the group, wherever that is. Mirrors DefaultMQPushConsumerImpl#sendMessageBack.
/// </summary>
internal sealed partial class SendBack
{
    private const int DefaultMaxReconsumeTimes = 16;

    private readonly ConsumerScope _scope;
    private readonly SendAttempts _resends;
    private readonly ILogger _logger;

    public SendBack(ConsumerScope scope)
    {
        _scope = scope;
        _logger = scope.Logger<SendBack>();
        _resends = new SendAttempts(new ProducerScope(new ProducerOptions { Group = GroupNames.InnerProducer }, scope.Instance));
    }

    /// <summary>Retries after which a broker files a message under the dead letters; what is not set means 16.</summary>
    private int MaxReconsumeTimes =>
        _scope.Options.MaxReconsumeTimes < 0 ? DefaultMaxReconsumeTimes : _scope.Options.MaxReconsumeTimes;

    /// <summary>True when a broker has it; false when it is to be tried again here.</summary>
    /// <param name="queue">Queue it was pulled from.</param>
    /// <param name="message">The message as the listener got it.</param>
    /// <param name="delayLevel">0 lets the broker choose, below 0 means the dead letters at once.</param>
    /// <param name="cancellationToken">Gives up; then it is not known whether a broker has it.</param>
    public async Task<bool> TryAsync(MessageQueue queue, MessageExt message, int delayLevel, CancellationToken cancellationToken)
    {
        try
        {
            await ReturnAsync(queue, message, delayLevel, cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogRefused(_scope.Group, queue, message.QueueOffset, exception.Message);
            return await TryResendAsync(queue, message, message.ReconsumeTimes + 1, MaxReconsumeTimes, cancellationToken)
                .ConfigureAwait(false);
        }

        _scope.Counters.SentBack();
        return true;
    }

    /// <summary>Sends a copy to the group's retry topic; true when a broker has it.</summary>
    /// <param name="queue">Queue it was pulled from.</param>
    /// <param name="message">The message as the listener got it.</param>
    /// <param name="reconsumeTimes">Retries that the copy counts.</param>
    /// <param name="maxReconsumeTimes">The limit, above which the broker files it under the dead letters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> TryResendAsync(
        MessageQueue queue,
        MessageExt message,
        int reconsumeTimes,
        int maxReconsumeTimes,
        CancellationToken cancellationToken)
    {
        var copy = RetryCopy.Of(_scope.Group, message, reconsumeTimes, maxReconsumeTimes, _scope.TimeProvider.GetUtcNow());
        try
        {
            await _resends.SendAsync(copy, cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogNotResent(_scope.Group, queue, message.QueueOffset, exception.Message);
            return false;
        }

        _scope.Counters.SentBack();
        return true;
    }

    private async Task ReturnAsync(MessageQueue queue, MessageExt message, int delayLevel, CancellationToken cancellationToken)
    {
        var master = await _scope.Instance.Routes.RequireMasterAsync(queue, cancellationToken).ConfigureAwait(false);
        var header = new ConsumerSendMsgBackHeader
        {
            Offset = message.PhysicalOffset,
            Group = _scope.Group,
            DelayLevel = delayLevel,
            OriginMsgId = message.MessageId,
            OriginTopic = message.Topic,
            MaxReconsumeTimes = MaxReconsumeTimes,
            BrokerName = queue.BrokerName,
        };
        await _scope.Instance.Apis.Retries.SendBackAsync(master.Address, header, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} could not give the message at offset {Offset} of queue {Queue} back to its broker: {Reason}")]
    private partial void LogRefused(string group, MessageQueue queue, long offset, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} could not send the message at offset {Offset} of queue {Queue} to its retry topic: {Reason}")]
    private partial void LogNotResent(string group, MessageQueue queue, long offset, string reason);
}
