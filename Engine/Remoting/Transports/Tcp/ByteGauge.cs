namespace Engine.Remoting.Transports.Tcp;

/// <summary>Counts bytes that something holds, and lets others wait until they are few enough.</summary>
internal sealed class ByteGauge
{
    private readonly Lock _lock = new();
    private readonly List<(long Mark, TaskCompletionSource Reached)> _waiters = [];
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
        }
    }

    public void Remove(long bytes)
    {
        List<TaskCompletionSource>? reached = null;
        lock (_lock)
        {
            _bytes -= bytes;
            for (var index = _waiters.Count - 1; index >= 0; index--)
            {
                if (_bytes <= _waiters[index].Mark)
                {
                    (reached ??= []).Add(_waiters[index].Reached);
                    _waiters.RemoveAt(index);
                }
            }
        }

        foreach (var waiter in reached ?? [])
        {
            waiter.SetResult();
        }
    }

    /// <summary>Completes when there are no more bytes than the mark; at once when that is so.</summary>
    public Task AtMostAsync(long mark)
    {
        lock (_lock)
        {
            if (_bytes <= mark)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((mark, reached));
            return reached.Task;
        }
    }
}
