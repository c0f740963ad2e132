using System.Globalization;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// What brokers want of a client's producers: what became of a transaction (39), and that it takes the reply to a request (326). Mirrors
/// ClientRemotingProcessor#checkTransactionState and #receiveReplyMessage.
/// </summary>
internal sealed partial class ProducerRequestHandler(InstanceMembers members, TimeProvider timeProvider, ILogger logger) : IRequestHandler
{
    private static readonly HandlerLane Checks = new("client-transaction-checks", Parallelism: 4, Capacity: 1000);

    private static readonly HandlerLane Replies = new("client-replies", Parallelism: 16, Capacity: 10_000);

    public IEnumerable<HandlerRegistration> Registrations() =>
    [
        new(RequestCode.CheckTransactionState, this, Checks),
        new(RequestCode.PushReplyMessageToClient, this, Replies),
    ];

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (request.Command.Code == RequestCode.CheckTransactionState)
        {
            OnCheck(request);
            return ValueTask.FromResult(Answer.None);
        }

        OnReply(request);

        // As in RocketMQ also when nobody waits any more: the broker has done its part.
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success()));
    }

    private void OnCheck(InboundRequest request)
    {
        var broker = request.Connection.RemoteAddress;
        var header = request.Command.ReadHeader<CheckTransactionStateHeader>();

        // Its own copy: the broker may go on with the buffer.
        if (!MessageRecordReader.TryReadMessage(request.Command.WriteBody().ToArray(), out var message))
        {
            LogUnreadable(header.TransactionId ?? header.MsgId, broker);
            return;
        }

        var group = message!.Property(MessageProperties.ProducerGroup) ?? string.Empty;
        if (members.FindProducer(group)?.TryCheck(new TransactionCheck(BodyCompression.Open(message), header, broker)) is not true)
        {
            LogNobodyToAsk(group, message.MessageId, broker);
        }
    }

    private void OnReply(InboundRequest request)
    {
        var header = request.Command.ReadHeader<ReplyMessageHeader>();
        var reply = BodyCompression.Open(Read(header, request.Command.WriteBody().ToArray()));
        var correlationId = reply.Property(MessageProperties.CorrelationId) ?? string.Empty;
        if (!members.Producers.Any(producer => producer.TryComplete(correlationId, reply)))
        {
            LogUnmatched(correlationId, header.BornHost);
        }
    }

    private MessageExt Read(ReplyMessageHeader header, ReadOnlyMemory<byte> body)
    {
        var properties = PropertyString.Parse(header.Properties.AsSpan());
        properties[MessageProperties.ReplyArriveTime] =
            timeProvider.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        HostAddress.TryParse(header.BornHost, out var bornHost);
        HostAddress.TryParse(header.StoreHost, out var storeHost);
        return new MessageExt
        {
            Topic = header.Topic,
            QueueId = header.QueueId,
            Body = body,
            Properties = properties,
            Flag = header.Flag,
            SysFlag = header.SysFlag,
            BornTimestamp = header.BornTimestamp,
            BornHost = bornHost,
            StoreTimestamp = header.StoreTimestamp,
            StoreHost = storeHost,
            ReconsumeTimes = header.ReconsumeTimes ?? 0,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the broker {Broker} asks for transaction {Id} with a message that cannot be read")]
    private partial void LogUnreadable(string? id, string broker);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the broker {Broker} asks for transaction {Id} of producer group '{Group}', which sends no transactions here")]
    private partial void LogNobodyToAsk(string group, string id, string broker);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "a reply of {Host} with correlation id '{CorrelationId}' came, for which nobody waits")]
    private partial void LogUnmatched(string correlationId, string host);
}
