using Engine.Broker.Delays;
using Engine.Broker.Sending;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Transactions;

/// <summary>
/// END_TRANSACTION (37): stores the message of a committed transaction for its consumers and marks the half message as done. Mirrors
/// EndTransactionProcessor.
/// </summary>
internal sealed partial class EndTransactionHandler(
    HalfQueue halves, EndedTransactions ended, DelayRewrite delays, ILogger logger) : IRequestHandler
{
    private const int Unknown = 0;

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<EndTransactionHeader>();
        var answer = header.CommitOrRollback switch
        {
            MessageSysFlags.TransactionCommit or MessageSysFlags.TransactionRollback =>
                await EndAsync(header, cancellationToken).ConfigureAwait(false),
            Unknown => StaysOpen(header),
            var other => Refusals.SystemError($"{other} is neither commit (8) nor rollback (12)"),
        };
        if (answer.Code != ResponseCode.Success)
        {
            // Producers send it one-way: nobody else would hear of it.
            LogNotEnded(header.ProducerGroup, header.TranStateTableOffset, request.Connection.RemoteAddress, answer.Remark);
        }

        return Answer.Now(answer);
    }

    /// <summary>The producer will be asked again.</summary>
    private RemotingCommand StaysOpen(EndTransactionHeader header)
    {
        LogStaysOpen(header.ProducerGroup, header.TranStateTableOffset, header.FromTransactionCheck);
        return RemotingCommand.Success();
    }

    private async ValueTask<RemotingCommand> EndAsync(EndTransactionHeader header, CancellationToken cancellationToken)
    {
        if (halves.FindRecord(header.CommitLogOffset) is not { } half)
        {
            return Refusals.SystemError("Find prepared transaction message failed");
        }

        if (Fault(half, header) is { } fault)
        {
            return Refusals.SystemError(fault);
        }

        var isCommit = header.CommitOrRollback == MessageSysFlags.TransactionCommit;
        var message = isCommit ? HalfMessage.Commit(half) : null;
        if (isCommit && message is null)
        {
            return Refusals.SystemError("The prepared transaction message does not say where it belongs");
        }

        message = message is null ? null : delays.Apply(message);

        var first = HalfMessage.FirstOffsetOf(half);
        switch (ended.Begin(first))
        {
            case TransactionState.Ending:
                return Refusals.SystemError("The transaction is ended by another request at this moment");
            case TransactionState.Ended:
                Mark(half, first);
                return RemotingCommand.Success();
            default:
                return await EndAsync(half, first, message, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string? Fault(MessageExt half, EndTransactionHeader header) =>
        half.Property(MessageProperties.ProducerGroup) != header.ProducerGroup ? "The producer group wrong"
        : half.QueueOffset != header.TranStateTableOffset ? "The transaction state table offset wrong"
        : null;

    private async ValueTask<RemotingCommand> EndAsync(
        MessageExt half, long first, StoreMessage? message, CancellationToken cancellationToken)
    {
        var put = Store(first, message);
        if (put is { IsStored: false } refused)
        {
            return RemotingCommand.Answer(SendAnswers.CodeOf(refused.Status), refused.Remark);
        }

        Mark(half, first);
        if (put is { } stored)
        {
            await halves.MakeSafeAsync(stored, message!, cancellationToken).ConfigureAwait(false);
        }

        return RemotingCommand.Success();
    }

    /// <summary>The message of a committed transaction; whatever happens, the transaction does not stay about to end.</summary>
    private PutResult? Store(long first, StoreMessage? message)
    {
        var hasEnded = false;
        try
        {
            PutResult? put = message is null ? null : halves.Put(message);
            hasEnded = put is null or { IsStored: true };
            return put;
        }
        finally
        {
            if (hasEnded)
            {
                ended.Finish(first);
            }
            else
            {
                ended.Undo(first);
            }
        }
    }

    /// <summary>
    /// Of a copy that was put back for a check both places: a check that begins before the copy again, because a killed process did not
    /// save how far it had come, passes both. A mark that the disk refuses leaves the half message open: it is checked once more.
    /// </summary>
    private void Mark(MessageExt half, long first)
    {
        MarkOne(half.QueueOffset);
        if (first != half.QueueOffset)
        {
            MarkOne(first);
        }
    }

    private void MarkOne(long queueOffset)
    {
        var mark = halves.Mark(queueOffset);
        if (!mark.IsStored)
        {
            LogNotMarked(queueOffset, mark.Remark);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "the transaction of group {Group} with the half message at {Offset} stays open (answer of a check: {FromCheck})")]
    private partial void LogStaysOpen(string group, long offset, bool fromCheck);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the transaction of group {Group} with the half message at {Offset} was not ended for {Client}: {Reason}")]
    private partial void LogNotEnded(string group, long offset, string client, string? reason);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "the transaction with the half message at {Offset} ended, but is not marked: {Reason}")]
    private partial void LogNotMarked(long offset, string? reason);
}
