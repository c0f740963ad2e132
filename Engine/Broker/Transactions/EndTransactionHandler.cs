using Engine.Broker.Delays;
using Engine.Broker.Sending;
using Engine.Protocol;
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
    HalfQueue halves, EndedTransactions ended, MessageStore store, DelayRewrite delays, ILogger logger) : IRequestHandler
{
    private const int Unknown = 0;

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<EndTransactionHeader>();
        return Answer.Now(header.CommitOrRollback switch
        {
            MessageSysFlags.TransactionCommit or MessageSysFlags.TransactionRollback =>
                await EndAsync(header, cancellationToken).ConfigureAwait(false),
            Unknown => StaysOpen(header),
            var other => Refusals.SystemError($"{other} is neither commit (8) nor rollback (12)"),
        });
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
        var first = HalfMessage.FirstOffsetOf(half);
        if (ended.TryAdd(first) && isCommit && await StoreAsync(half, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            ended.Remove(first);
            return refusal;
        }

        // A mark that the disk refuses leaves the half message open: it is checked once more, and the message does not come twice.
        var mark = halves.Mark(half.QueueOffset);
        if (!mark.IsStored)
        {
            LogNotMarked(half.QueueOffset, mark.Remark);
        }

        return RemotingCommand.Success();
    }

    private static string? Fault(MessageExt half, EndTransactionHeader header) =>
        half.Property(MessageProperties.ProducerGroup) != header.ProducerGroup ? "The producer group wrong"
        : half.QueueOffset != header.TranStateTableOffset ? "The transaction state table offset wrong"
        : null;

    /// <summary>Why the message was not stored, or null.</summary>
    private async ValueTask<RemotingCommand?> StoreAsync(MessageExt half, CancellationToken cancellationToken)
    {
        if (HalfMessage.Commit(half) is not { } message)
        {
            return Refusals.SystemError("The prepared transaction message does not say where it belongs");
        }

        var stored = delays.Apply(message);
        var put = await store.MakeSafeAsync(store.Append(stored), stored, cancellationToken).ConfigureAwait(false);
        return put.IsStored ? null : RemotingCommand.Answer(SendAnswers.CodeOf(put.Status), put.Remark);
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "the transaction of group {Group} with the half message at {Offset} stays open (answer of a check: {FromCheck})")]
    private partial void LogStaysOpen(string group, long offset, bool fromCheck);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "the transaction with the half message at {Offset} ended, but is not marked: {Reason}")]
    private partial void LogNotMarked(long offset, string? reason);
}
