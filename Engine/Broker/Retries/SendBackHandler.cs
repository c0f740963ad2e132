using Engine.Broker.Groups;
using Engine.Broker.Sending;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Retries;

/// <summary>
/// CONSUMER_SEND_MSG_BACK (36): a message that could not be consumed is stored anew for a later try, or as a dead letter (D6). Mirrors
/// SendMessageProcessor#asyncConsumerSendMsgBack.
/// </summary>
internal sealed partial class SendBackHandler(
    SubscriptionGroupWriter groups, TopicWriter topics, MessageStore store, MessageIntake intake, QueuePicker picker, ILogger logger)
    : IRequestHandler
{
    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<ConsumerSendMsgBackHeader>();
        if (await groups.FindOrCreateAsync(header.Group, cancellationToken).ConfigureAwait(false) is not { } group)
        {
            return Answer.Now(Refusals.GroupNotExist(header.Group));
        }

        return Answer.Now(group.RetryQueueNums > 0
            ? await SendBackAsync(header, group, request.Command.Version, cancellationToken).ConfigureAwait(false)
            : RemotingCommand.Success());
    }

    private async ValueTask<RemotingCommand> SendBackAsync(
        ConsumerSendMsgBackHeader header, SubscriptionGroupConfig group, int clientVersion, CancellationToken cancellationToken)
    {
        if (TopicNames.Check(TopicNames.Retry(group.GroupName)) is { } rule)
        {
            return Refusals.SystemError(rule);
        }

        var retryTopic = await topics.EnsureAsync(TopicAutoCreation.Retry(group, header.UnitMode), cancellationToken).ConfigureAwait(false);
        if (!TopicPerm.IsWritable(retryTopic.Perm))
        {
            return RemotingCommand.Answer(
                ResponseCode.NoPermission, $"the topic[{retryTopic.TopicName}] sending message is forbidden");
        }

        if (store.ReadRecord(header.Offset) is not { } record || !MessageRecordReader.TryReadMessage(record, out var message))
        {
            return Refusals.SystemError($"look message by offset failed, {header.Offset}");
        }

        var limit = RetryPlan.MaxReconsumeTimes(group.RetryMaxTimes, clientVersion, header.MaxReconsumeTimes);
        var plan = RetryPlan.Of(message!.ReconsumeTimes, limit, header.DelayLevel);
        var target = plan.IsDeadLetter
            ? await topics.EnsureAsync(TopicAutoCreation.DeadLetter(group.GroupName), cancellationToken).ConfigureAwait(false)
            : retryTopic;
        var queueId = PickQueue(target);
        var put = Put(group, message, SentBackMessage.Of(message, target.TopicName, queueId, plan.DelayLevel));
        if (IsTooLarge(put))
        {
            put = Put(group, message, SentBackMessage.Of(message, target.TopicName, queueId, plan.DelayLevel, withOrigin: false));
        }

        return ToAnswer(IsTooLarge(put) ? await PutTooLargeAsync(group, message, put, cancellationToken).ConfigureAwait(false) : put);
    }

    /// <summary>It can never be stored for another try, and its queue must go on.</summary>
    private async ValueTask<PutResult> PutTooLargeAsync(
        SubscriptionGroupConfig group, MessageExt message, PutResult refused, CancellationToken cancellationToken)
    {
        var deadLetters = await topics
            .EnsureAsync(TopicAutoCreation.DeadLetter(group.GroupName), cancellationToken)
            .ConfigureAwait(false);
        var put = Put(group, message, SentBackMessage.OfTooLarge(message, deadLetters.TopicName, withOwn: true));
        if (IsTooLarge(put))
        {
            put = Put(group, message, SentBackMessage.OfTooLarge(message, deadLetters.TopicName, withOwn: false));
        }

        if (put.IsStored)
        {
            LogTooLarge(group.GroupName, message.OffsetMessageId, message.Topic, deadLetters.TopicName, refused.Remark);
        }

        return put;
    }

    private PutResult Put(SubscriptionGroupConfig group, MessageExt message, StoreMessage sentBack) =>
        intake.PutBack(sentBack, group.GroupName, message.Property(MessageProperties.RetryTopic) ?? message.Topic);

    private static bool IsTooLarge(PutResult put) => put.Status is PutStatus.MessageIllegal or PutStatus.PropertiesSizeExceeded;

    private static RemotingCommand ToAnswer(PutResult put) => put.Status == PutStatus.PutOk
        ? RemotingCommand.Success()
        : Refusals.SystemError($"{SendAnswers.NameOf(put.Status)} {put.Remark}".TrimEnd());

    /// <summary>One that consumers read.</summary>
    private int PickQueue(TopicConfig topic) => picker.Pick(Math.Max(1, Math.Min(topic.ReadQueueNums, topic.WriteQueueNums)));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the message {MessageId} of topic {Topic} that group {Group} sent back is filed under {DeadLetters}, its properties "
            + "leave no room for what another try adds: {Reason}")]
    private partial void LogTooLarge(string group, string messageId, string topic, string deadLetters, string? reason);
}
