using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// The application's side of a transactional producer. Called by many threads. An exception counts as
/// <see cref="LocalTransactionState.Unknown"/> and is logged. Mirrors RocketMQ's TransactionListener.
/// </summary>
public interface ITransactionListener
{
    /// <summary>Executes the local transaction, after the half message was stored.</summary>
    ValueTask<LocalTransactionState> ExecuteAsync(LocalTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Says what became of a local transaction, when the broker has heard nothing or "unknown". The token is cancelled when the producer
    /// stops.
    /// </summary>
    /// <param name="message">The message; its <see cref="MessageExt.UniqueKey"/> is the transaction's id.</param>
    /// <param name="cancellationToken">Cancelled when the producer stops.</param>
    ValueTask<LocalTransactionState> CheckAsync(MessageExt message, CancellationToken cancellationToken);
}
