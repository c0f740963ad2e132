namespace Engine.Store.Keys;

/// <summary>Wakes all who wait for something to go on. Costs nothing while nobody waits. Safe for concurrent use.</summary>
internal sealed class ProgressSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before looking whether there is anything to wait for.</summary>
    internal Task Next
    {
        get
        {
            while (true)
            {
                if (Volatile.Read(ref _next) is { } waiting)
                {
                    return waiting.Task;
                }

                Interlocked.CompareExchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
            }
        }
    }

    /// <summary>
    /// As <see cref="Raise"/>, for whoever has just let go of a lock (what it did is seen by all then): one look at a field while nobody
    /// waits.
    /// </summary>
    internal void RaiseIfAwaited()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            Raise();
        }
    }

    internal void Raise() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
