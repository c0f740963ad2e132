using Engine.Protocol;

namespace Engine.Admin.Foreign;

/// <summary>What one member of a group last said of the queues that it holds. Safe for many threads.</summary>
internal sealed class QueueHolder(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private Task? _asking;
    private IReadOnlyList<MessageQueue> _held = [];
    private long? _toldAt;
    private bool _isSilent;
    private long? _askedAt;

    /// <summary>When it was last asked, as a timestamp; lower than all others when never.</summary>
    public long AskedAt
    {
        get
        {
            lock (_lock)
                return _askedAt ?? long.MinValue;
        }
    }

    /// <summary>Whether it is to be asked: never asked, asked too long ago, or being asked now.</summary>
    public bool IsDue(TimeSpan oldest, TimeSpan silence)
    {
        lock (_lock)
            return _askedAt is not { } at || _asking is { IsCompleted: false }
                || timeProvider.GetElapsedTime(at) >= (_isSilent ? silence : oldest);
    }

    /// <summary>Whether it was asked longer ago.</summary>
    public bool IsOlder(TimeSpan age)
    {
        lock (_lock)
            return _askedAt is { } at && timeProvider.GetElapsedTime(at) > age;
    }

    /// <summary>Queues that it said it holds, unless that is too long ago.</summary>
    public IReadOnlyList<MessageQueue> Held(TimeSpan oldest)
    {
        lock (_lock)
            return _toldAt is { } at && timeProvider.GetElapsedTime(at) <= oldest ? _held : [];
    }

    /// <summary>Asks it, or waits for the answer that somebody else is waiting for.</summary>
    /// <param name="ask">Asks; null when it says nothing. Never fails.</param>
    /// <param name="cancellationToken">Ends the waiting for somebody else's answer.</param>
    public async Task AskAsync(Func<Task<IReadOnlyList<MessageQueue>?>> ask, CancellationToken cancellationToken)
    {
        TaskCompletionSource? mine = null;
        Task asking;
        lock (_lock)
        {
            if (_asking is not { IsCompleted: false })
            {
                mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (_asking, _askedAt) = (mine.Task, timeProvider.GetTimestamp());
            }

            asking = _asking;
        }

        if (mine is null)
        {
            await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            Keep(await ask().ConfigureAwait(false));
        }
        finally
        {
            mine.SetResult();
        }
    }

    private void Keep(IReadOnlyList<MessageQueue>? held)
    {
        lock (_lock)
        {
            _isSilent = held is null;
            if (held is not null)
            {
                (_held, _toldAt) = (held, timeProvider.GetTimestamp());
            }
        }
    }
}
