namespace Engine.Broker.Replication;

/// <summary>Bytes of the last whole second. Any thread. Mirrors FlowMonitor.</summary>
internal sealed class ByteRate(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private long _second;
    private long _bytes;
    private long _before;

    /// <summary>Bytes that passed in the second before the running one.</summary>
    public long LastSecond
    {
        get
        {
            lock (_lock)
            {
                TurnTo_NeedsLock(Now());
                return _before;
            }
        }
    }

    public void Add(long bytes)
    {
        lock (_lock)
        {
            TurnTo_NeedsLock(Now());
            _bytes += bytes;
        }
    }

    private long Now() => timeProvider.GetTimestamp() / timeProvider.TimestampFrequency;

    private void TurnTo_NeedsLock(long second)
    {
        if (second != _second)
        {
            _before = second == _second + 1 ? _bytes : 0;
            (_second, _bytes) = (second, 0);
        }
    }
}
