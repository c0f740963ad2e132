namespace Engine.Broker.Transactions;

/// <summary>
/// The half messages whose transactions ended lately, the newest of them: the answer of a check and the producer's own end may both
/// come, but the message comes once. After a restart it is forgotten, as RocketMQ never knows it.
/// </summary>
internal sealed class EndedTransactions(int capacity = 65_536)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _ended = [];
    private readonly Queue<long> _order = [];

    /// <summary>False when it ended before.</summary>
    /// <param name="firstOffset">The queue offset under which the half message came first.</param>
    public bool TryAdd(long firstOffset)
    {
        lock (_lock)
        {
            if (!_ended.Add(firstOffset))
            {
                return false;
            }

            _order.Enqueue(firstOffset);
            if (_order.Count > capacity)
            {
                _ended.Remove(_order.Dequeue());
            }

            return true;
        }
    }

    /// <summary>It did not end after all. Its place in the order stays.</summary>
    public void Remove(long firstOffset)
    {
        lock (_lock)
        {
            _ended.Remove(firstOffset);
        }
    }
}
