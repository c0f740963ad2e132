namespace Engine.Broker.Transactions;

/// <summary>
/// The transactions that end now and the newest of those that ended: the answer of a check and the producer's own end may both come, at
/// the same time too, but the message comes once. After a restart it is forgotten, as RocketMQ never knows it; the marks of ended
/// transactions then keep their producers from being asked.
/// </summary>
/// <remarks>A transaction is named by the queue offset under which its half message came first.</remarks>
internal sealed class EndedTransactions(int capacity = 65_536)
{
    private readonly Lock _lock = new();

    /// <summary>Whether it has ended, or ends now: as many of those as requests that end transactions are handled at once.</summary>
    private readonly Dictionary<long, bool> _hasEnded = [];

    private readonly Queue<long> _order = [];

    /// <summary>Says how far a transaction is; one that is open ends now, until <see cref="Finish"/> or <see cref="Undo"/>.</summary>
    public TransactionState Begin(long firstOffset)
    {
        lock (_lock)
        {
            return _hasEnded.TryAdd(firstOffset, false) ? TransactionState.Open
                : _hasEnded[firstOffset] ? TransactionState.Ended
                : TransactionState.Ending;
        }
    }

    public void Finish(long firstOffset)
    {
        lock (_lock)
        {
            _hasEnded[firstOffset] = true;
            _order.Enqueue(firstOffset);
            if (_order.Count > capacity)
            {
                _hasEnded.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>It did not end after all.</summary>
    public void Undo(long firstOffset)
    {
        lock (_lock)
        {
            _hasEnded.Remove(firstOffset);
        }
    }
}
