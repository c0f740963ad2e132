using Engine.Client.Instance;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Half message, local transaction, end. Only a half message that is stored as safely as the broker is configured to is worth a local
/// transaction; any other is rolled back. Mirrors DefaultMQProducerImpl#sendMessageInTransaction.
/// </summary>
internal sealed partial class TransactionSends(
    ProducerScope scope,
    MessagePreparation preparation,
    SendAttempts attempts,
    BrokerPresence presence,
    ITransactionListener listener)
{
    private readonly TransactionEnds _ends = new(scope);
    private readonly ILogger _logger = scope.Logger<TransactionSends>();

    public async Task<TransactionSendResult> SendAsync(Message message, object? argument, CancellationToken cancellationToken)
    {
        var prepared = preparation.PrepareHalf(message);
        await scope.Routes.GetAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        await presence.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var half = await attempts.SendAsync(prepared, cancellationToken).ConfigureAwait(false);
        var (state, failure) = half.Status == SendStatus.SendOk
            ? await ExecuteAsync(new LocalTransaction(half.MessageId, message, argument), cancellationToken).ConfigureAwait(false)
            : (LocalTransactionState.Rollback, null);
        await EndAsync(half, state, failure).ConfigureAwait(false);
        return new TransactionSendResult(half, state, failure);
    }

    private async Task<(LocalTransactionState State, Exception? Failure)> ExecuteAsync(
        LocalTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            return (await listener.ExecuteAsync(transaction, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            LogLocalFailed(exception, scope.Options.Group, transaction.Id);
            return (LocalTransactionState.Unknown, exception);
        }
    }

    /// <summary>Whatever the caller cancelled meanwhile: the local transaction has run.</summary>
    private async Task EndAsync(SendResult half, LocalTransactionState state, Exception? failure)
    {
        try
        {
            await _ends.EndAsync(half, state, failure, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogNotTold(scope.Options.Group, half.MessageId, state, half.Queue.BrokerName, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the local transaction {Id} of producer group {Group} failed and counts as unknown")]
    private partial void LogLocalFailed(Exception exception, string group, string id);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "transaction {Id} of producer group {Group} ended with {State}, but broker {Broker} was not told and will ask: {Reason}")]
    private partial void LogNotTold(string group, string id, LocalTransactionState state, string broker, string reason);
}
