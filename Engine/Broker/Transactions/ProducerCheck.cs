using System.Text;
using Engine.Broker.Clients;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Transactions;

/// <summary>
/// CHECK_TRANSACTION_STATE (39): asks one producer of the group what became of a transaction; it answers with 37. Mirrors
/// AbstractTransactionalMessageCheckListener#sendCheckMessage.
/// </summary>
internal sealed partial class ProducerCheck(ProducerRegistry producers, ILogger logger)
{
    /// <param name="half">The half message as it was put back: the offsets are those of the new record.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async ValueTask AskAsync(MessageExt half, CancellationToken cancellationToken)
    {
        var group = half.Property(MessageProperties.ProducerGroup) ?? string.Empty;
        if (producers.PickMember(group) is not { } producer)
        {
            LogNobody(group, half.QueueOffset);
            return;
        }

        var header = new CheckTransactionStateHeader
        {
            TranStateTableOffset = half.QueueOffset,
            CommitLogOffset = half.PhysicalOffset,
            MsgId = half.UniqueKey,
            TransactionId = half.UniqueKey,
            OffsetMsgId = half.OffsetMessageId,
        };
        var request = RemotingCommand.Request(RequestCode.CheckTransactionState, header) with { Body = Encode(half) };
        try
        {
            await producer.Connection.SendOneWayAsync(request.AsOneWay(), cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            LogNotAsked(exception, group, producer.ClientId, half.QueueOffset);
        }
    }

    /// <summary>The message as its producer knows it: for its own topic and queue.</summary>
    private static byte[] Encode(MessageExt half)
    {
        HalfMessage.TryGetPlace(half, out var topic, out var queueId);
        var topicBytes = Encoding.UTF8.GetBytes(topic);
        var properties = Encoding.UTF8.GetBytes(PropertyString.Encode(half.Properties));
        var size = MessageRecordWriter.SizeOf(topicBytes.Length, half.Body.Length, properties.Length, half.BornHost, half.StoreHost);
        var bytes = new byte[size];
        MessageRecordWriter.Write(bytes, new MessageRecord
        {
            BodyCrc = half.BodyCrc,
            QueueId = queueId,
            Flag = half.Flag,
            QueueOffset = half.QueueOffset,
            PhysicalOffset = half.PhysicalOffset,
            SysFlag = half.SysFlag,
            BornTimestamp = half.BornTimestamp,
            BornHost = half.BornHost,
            StoreTimestamp = half.StoreTimestamp,
            StoreHost = half.StoreHost,
            ReconsumeTimes = half.ReconsumeTimes,
            PreparedTransactionOffset = half.PreparedTransactionOffset,
            Body = half.Body.Span,
            Topic = topicBytes,
            Properties = properties,
        });
        return bytes;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "no producer of group {Group} is online to be asked for the transaction with the half message at {Offset}")]
    private partial void LogNobody(string group, long offset);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "producer {ClientId} of group {Group} was not asked for the transaction with the half message at {Offset}")]
    private partial void LogNotAsked(Exception exception, string group, string clientId, long offset);
}
