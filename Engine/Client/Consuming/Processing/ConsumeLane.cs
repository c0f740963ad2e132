using System.Diagnostics.CodeAnalysis;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// Runs consume requests in order of arrival, at most so many at a time: calls, not threads, so that a listener that waits occupies no
/// thread. Bounded: a request beyond the capacity is rejected. The work must not throw.
/// </summary>
/// <param name="concurrency">Requests at a time, from 1.</param>
/// <param name="capacity">Requests that may wait.</param>
/// <param name="consume">Runs one request.</param>
internal sealed class ConsumeLane(int concurrency, int capacity, Func<ConsumeRequest, ValueTask> consume)
{
    private readonly Lock _lock = new();
    private readonly Queue<ConsumeRequest> _waiting = [];
    private int _concurrency = concurrency;
    private int _running;
    private bool _stopped;
    private TaskCompletionSource? _idle;

    /// <summary>Requests at a time, from 1. A lower number waits for the ends of requests that run.</summary>
    public int Concurrency
    {
        get
        {
            lock (_lock)
            {
                return _concurrency;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            int more;
            lock (_lock)
            {
                _concurrency = value;
                more = Math.Max(0, Math.Min(value - _running, _waiting.Count));
                _running += more;
            }

            for (; more > 0; more--)
            {
                _ = DrainAsync();
            }
        }
    }

    /// <summary>Requests that run and that wait.</summary>
    public (int Running, int Waiting) Load
    {
        get
        {
            lock (_lock)
            {
                return (_running, _waiting.Count);
            }
        }
    }

    /// <summary>False when too many wait, or the lane is stopped.</summary>
    public bool TrySubmit(ConsumeRequest request)
    {
        lock (_lock)
        {
            if (_stopped || _waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.Enqueue(request);
            if (_running >= _concurrency)
            {
                return true;
            }

            _running++;
        }

        _ = DrainAsync();
        return true;
    }

    /// <summary>Forgets what waits and takes nothing more; the task ends with the last running request.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            _waiting.Clear();
            if (_running == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private async Task DrainAsync()
    {
        // The submitter is the pull loop: it goes on pulling while listeners run.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (TryTake(out var request))
        {
            await consume(request).ConfigureAwait(false);
        }
    }

    private bool TryTake([NotNullWhen(true)] out ConsumeRequest? request)
    {
        lock (_lock)
        {
            if (_running <= _concurrency && _waiting.TryDequeue(out request))
            {
                return true;
            }

            request = null;
            _running--;
            if (_running == 0)
            {
                _idle?.TrySetResult();
            }

            return false;
        }
    }
}
