namespace Engine.Client.Producing;

/// <summary>How a send in a transaction went. Mirrors RocketMQ's TransactionSendResult.</summary>
/// <param name="Send">Answer to the half message.</param>
/// <param name="State">
/// What the broker was told; <see cref="LocalTransactionState.Rollback"/> also when the half message was not stored safely.
/// </param>
/// <param name="Failure">What the local transaction threw; null when it did not.</param>
public sealed record TransactionSendResult(SendResult Send, LocalTransactionState State, Exception? Failure);
