using Engine.Broker.Sending;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Replies;

/// <summary>
/// SEND_REPLY_MESSAGE (324) and SEND_REPLY_MESSAGE_V2 (325): hands a consumer's reply to the client that asked, and keeps it in the
/// cluster's reply topic. The answer says whether the client got it. Mirrors ReplyMessageProcessor.
/// </summary>
internal sealed class ReplyMessageHandler(
    BrokerOptions options, TopicTable topics, ReplyPush push, MessageIntake intake, QueuePicker picker) : IRequestHandler
{
    private readonly SendAnswers _answers = new(options.Region);

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<SendMessageHeader>();
        var body = request.Command.WriteBody();
        if (SendChecks.OfMessage(header, body.Length, options.MaxMessageBytes) is { } illegal)
        {
            return Answer.Now(_answers.Refused(illegal.Code, illegal.Remark));
        }

        if (topics.Find(header.Topic) is not { } topic)
        {
            var unknown = Refusals.TopicNotExist(header.Topic);
            return Answer.Now(_answers.Refused(unknown.Code, unknown.Remark));
        }

        if (SendChecks.OfTopic(header, topic, request.Connection.RemoteAddress) is { } forbidden)
        {
            return Answer.Now(_answers.Refused(forbidden.Code, forbidden.Remark));
        }

        var queueId = header.QueueId < 0 ? picker.Pick(topic.WriteQueueNums) : header.QueueId;
        var sender = request.Connection.RemoteAddress;
        return Answer.Now(await ReplyAsync(header, queueId, body, sender, cancellationToken).ConfigureAwait(false));
    }

    private async Task<RemotingCommand> ReplyAsync(
        SendMessageHeader header, int queueId, ReadOnlyMemory<byte> body, string sender, CancellationToken cancellationToken)
    {
        var fault = await push.PushAsync(header, body, sender, cancellationToken).ConfigureAwait(false);
        HostAddress.TryParse(sender, out var bornHost);
        var kept = new StoreMessage
        {
            Topic = header.Topic,
            QueueId = queueId,
            Body = body,
            Flag = header.Flag,
            SysFlag = header.SysFlag,
            Properties = header.Properties ?? string.Empty,
            BornTimestamp = header.BornTimestamp,
            BornHost = bornHost,
            ReconsumeTimes = header.ReconsumeTimes ?? 0,
            WaitStoreMsgOk = false,
        };
        var put = await intake.PutAsync(kept, cancellationToken).ConfigureAwait(false);
        return fault is null ? Delivered(put, queueId) : _answers.Refused(ResponseCode.SystemError, fault);
    }

    /// <summary>The client has its reply, whether it could be kept or not.</summary>
    private RemotingCommand Delivered(PutResult put, int queueId) =>
        put.IsStored ? _answers.Of(put with { Status = PutStatus.PutOk }, queueId) : _answers.NotKept(queueId);
}
