using Engine.Broker.Delays;
using Engine.Broker.Retries;
using Engine.Broker.Settings;
using Engine.Broker.Topics;
using Engine.Broker.Transactions;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Sending;

/// <summary>SEND_MESSAGE (10), SEND_MESSAGE_V2 (310) and SEND_BATCH_MESSAGE (320). Mirrors SendMessageProcessor.</summary>
internal sealed class SendMessageHandler(
    BrokerSettings settings,
    TopicTable topics,
    TopicWriter topicWriter,
    RetryRedirect redirect,
    MessageIntake intake,
    QueuePicker picker) : IRequestHandler
{
    private readonly BrokerOptions _options = settings.Options;
    private readonly SendAnswers _answers = new(settings.Options.Region);
    private readonly BornHosts _bornHosts = new();

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<SendMessageHeader>();
        var body = request.Command.WriteBody();
        var isBatch = IsBatch(header, request);
        if (SendChecks.OfMessage(header, body.Length, _options.MaxMessageBytes, isBatch) is { } illegal)
        {
            return Refuse(illegal);
        }

        var topic = topics.Find(header.Topic) ?? await CreateTopicAsync(header, cancellationToken).ConfigureAwait(false);
        if (topic is null)
        {
            return Refuse(Refusals.TopicNotExist(header.Topic));
        }

        if (SendChecks.OfTopic(header, topic, request.Connection.RemoteAddress) is { } forbidden)
        {
            return Refuse(forbidden);
        }

        var queueId = header.QueueId < 0 ? picker.Pick(topic.WriteQueueNums) : header.QueueId;
        var message = ToStore(header, topic, queueId, request, body);
        var (placed, refusal) = await PlaceAsync(header, request.Command.Version, message, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var safe = isBatch ? intake.PutBatchAsync(placed, body, cancellationToken) : intake.PutAsync(placed, cancellationToken);

        // Who waits for the disk or a slave gives its place in the lane back, so that others can store meanwhile and share the flush; too
        // many do not.
        return safe.IsCompleted || intake.Waiting > _options.FlushWaitCapacity
            ? Answer.Now(_answers.Of(await safe.ConfigureAwait(false), queueId))
            : Answer.Later(AnswerAsync(safe, queueId));
    }

    private async Task<RemotingCommand> AnswerAsync(ValueTask<PutResult> safe, int queueId) =>
        _answers.Of(await safe.ConfigureAwait(false), queueId);

    /// <summary>Where a message goes that does not simply go to its topic: half of a transaction, or one more try of a consumer.</summary>
    private async ValueTask<(StoreMessage Placed, RemotingCommand? Refusal)> PlaceAsync(
        SendMessageHeader header, int clientVersion, StoreMessage message, CancellationToken cancellationToken)
    {
        if (TopicNames.IsRetry(header.Topic))
        {
            return await redirect.ApplyAsync(header, clientVersion, message, cancellationToken).ConfigureAwait(false) is { } redirected
                ? (redirected, null)
                : (message, Refusals.GroupNotExist(TopicNames.GroupOf(header.Topic)!));
        }

        if (!HalfMessage.IsHalf(message.Properties))
        {
            return (message, null);
        }

        if (settings.RejectTransactionMessage)
        {
            var remark = $"the broker[{_options.BrokerName}] sending transaction message is forbidden";
            return (message, RemotingCommand.Answer(ResponseCode.NoPermission, remark));
        }

        await topicWriter.EnsureAsync(HalfMessage.Topic, cancellationToken).ConfigureAwait(false);
        return (HalfMessage.Prepare(message), null);
    }

    private Answer Refuse(SendRefusal refusal) => Answer.Now(_answers.Refused(refusal.Code, refusal.Remark));

    private Answer Refuse(RemotingCommand refusal) => Answer.Now(_answers.Refused(refusal.Code, refusal.Remark));

    private async ValueTask<TopicConfig?> CreateTopicAsync(SendMessageHeader header, CancellationToken cancellationToken)
    {
        var wanted = TopicAutoCreation.Decide(header, topics.Find(header.DefaultTopic), settings.AutoCreateTopic);
        return wanted is null ? null : await topicWriter.EnsureAsync(wanted, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsBatch(SendMessageHeader header, InboundRequest request) =>
        header.Batch || request.Command.Code == RequestCode.SendBatchMessage;

    private StoreMessage ToStore(
        SendMessageHeader header, TopicConfig topic, int queueId, InboundRequest request, ReadOnlyMemory<byte> body)
    {
        var multiTags = topic.TopicFilterType == "MULTI_TAG" ? MessageSysFlags.MultiTags : 0;
        return new StoreMessage
        {
            Topic = header.Topic,
            QueueId = queueId,
            Body = body,
            Flag = header.Flag,
            SysFlag = header.SysFlag | multiTags,
            Properties = Stored(header.Properties ?? string.Empty, IsBatch(header, request)),
            BornTimestamp = header.BornTimestamp,
            BornHost = _bornHosts.Of(request.Connection.RemoteAddress),
            WaitStoreMsgOk = IsToWait(header.Properties ?? string.Empty),
            ReconsumeTimes = header.ReconsumeTimes ?? 0,
        };
    }

    /// <summary>As Java reads it: any value but true means no.</summary>
    private static bool IsToWait(string properties) =>
        !PropertyString.TryGetValue(properties, MessageProperties.WaitStoreOk, out var wait)
        || wait.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// WAIT says how to store a message, so it is not stored with a plain one; items of a batch, delayed and half messages keep theirs, as
    /// in 4.9.8.
    /// </summary>
    private string Stored(string properties, bool isBatch)
    {
        var keeps = isBatch || DelayRewrite.LevelOf(properties) > 0 || HalfMessage.IsHalf(properties);
        return keeps
            ? PropertyString.With(properties, MessageProperties.Cluster, _options.ClusterName)
            : PropertyString.With(properties, MessageProperties.Cluster, _options.ClusterName, without: MessageProperties.WaitStoreOk);
    }
}
