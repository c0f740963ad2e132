namespace Engine.Broker.Transactions;

/// <summary>How far a transaction is, as far as this broker remembers.</summary>
internal enum TransactionState
{
    Open,

    /// <summary>Another request ends it at this moment.</summary>
    Ending,

    Ended,
}
