namespace Dashboard.Tests.Clusters;

/// <summary>A count that can be waited for.</summary>
internal sealed class CountSignal(string what)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];

    internal int Count { get; private set; }

    internal void Add(int by = 1)
    {
        TaskCompletionSource[] reached;
        lock (_lock)
        {
            Count += by;
            reached = [.. _waiters.Where(waiter => waiter.Count <= Count).Select(waiter => waiter.Reached)];
        }

        foreach (var waiter in reached)
            waiter.TrySetResult();
    }

    /// <summary>Returns once the count is at least that; fails after 20 real seconds, naming what was expected.</summary>
    internal async Task WaitForAsync(int count)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (Count >= count)
                return;

            _waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Expected {count} {what}, there were {Count}.", late);
        }
    }
}
