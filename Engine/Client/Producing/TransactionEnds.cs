using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Tells brokers how transactions ended (37), without an answer: what does not arrive the broker asks for. Mirrors
/// DefaultMQProducerImpl#endTransaction and the answer of #checkTransactionState.
/// </summary>
internal sealed class TransactionEnds(ProducerScope scope)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>After the local transaction.</summary>
    public async Task EndAsync(SendResult half, LocalTransactionState state, Exception? failure, CancellationToken cancellationToken)
    {
        // A batch, whose ids are joined by commas, is never half of a transaction.
        if (!OffsetMessageId.TryParse(half.OffsetMessageId, out var place))
        {
            throw new ClientException(
                ClientErrorCode.IllegalMessage,
                $"the broker {half.Queue.BrokerName} gave the half message {half.MessageId} the id '{half.OffsetMessageId}', "
                + "which names no place");
        }

        var master = await scope.Instance.Routes.RequireMasterAsync(half.Queue, cancellationToken).ConfigureAwait(false);
        var header = new EndTransactionHeader
        {
            ProducerGroup = scope.Options.Group,
            TranStateTableOffset = half.QueueOffset,
            CommitLogOffset = place.PhysicalOffset,
            CommitOrRollback = CodeOf(state),
            MsgId = half.MessageId,
            TransactionId = half.TransactionId,
            BrokerName = half.Queue.BrokerName,
        };
        var remark = failure is null ? null : $"executeLocalTransactionBranch exception: {failure.Message}";
        await SendAsync(master.Address, header, remark, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As the answer to a broker's question.</summary>
    public Task AnswerAsync(TransactionCheck check, LocalTransactionState state, Exception? failure, CancellationToken cancellationToken)
    {
        var header = new EndTransactionHeader
        {
            ProducerGroup = scope.Options.Group,
            TranStateTableOffset = check.Header.TranStateTableOffset,
            CommitLogOffset = check.Header.CommitLogOffset,
            CommitOrRollback = CodeOf(state),
            FromTransactionCheck = true,
            MsgId = check.Message.MessageId,
            TransactionId = check.Header.TransactionId,
        };
        var remark = failure is null ? null : $"checkLocalTransactionState Exception: {failure.Message}";
        return SendAsync(check.BrokerAddress, header, remark, cancellationToken);
    }

    private static int CodeOf(LocalTransactionState state) => state switch
    {
        LocalTransactionState.Commit => MessageSysFlags.TransactionCommit,
        LocalTransactionState.Rollback => MessageSysFlags.TransactionRollback,
        _ => 0,
    };

    private Task SendAsync(string address, EndTransactionHeader header, string? remark, CancellationToken cancellationToken) =>
        scope.Instance.Apis.Transactions.EndAsync(address, header, remark, Timeout, cancellationToken);
}
