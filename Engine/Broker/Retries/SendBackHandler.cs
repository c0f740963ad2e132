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

namespace Engine.Broker.Retries;

/// <summary>
/// CONSUMER_SEND_MSG_BACK (36): a message that could not be consumed is stored anew for a later try, or as a dead letter (D6). Mirrors
/// SendMessageProcessor#asyncConsumerSendMsgBack.
/// </summary>
internal sealed class SendBackHandler(
    SubscriptionGroupWriter groups, TopicWriter topics, MessageStore store, MessageIntake intake, QueuePicker picker) : IRequestHandler
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
        var sentBack = SentBackMessage.Of(message, target.TopicName, PickQueue(target), plan.DelayLevel);
        return ToAnswer(intake.PutBack(sentBack, group.GroupName, message.Property(MessageProperties.RetryTopic) ?? message.Topic));
    }

    private static RemotingCommand ToAnswer(PutResult put) => put.Status == PutStatus.PutOk
        ? RemotingCommand.Success()
        : Refusals.SystemError($"{SendAnswers.NameOf(put.Status)} {put.Remark}".TrimEnd());

    /// <summary>One that consumers read.</summary>
    private int PickQueue(TopicConfig topic) => picker.Pick(Math.Max(1, Math.Min(topic.ReadQueueNums, topic.WriteQueueNums)));
}
