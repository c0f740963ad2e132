namespace Engine.Client.Instance;

/// <summary>
/// Decides when a broker that could not be reached is reason enough to ask for the routes before their turn: at once, then, while it goes
/// on, after 1 s, doubled up to 30 s. Any thread.
/// </summary>
internal sealed class RouteRepair(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private TimeSpan _pause;
    private long _last;

    /// <summary>Whether to ask now. A trouble that comes a while after the one before begins anew.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            var since = _pause == TimeSpan.Zero ? TimeSpan.MaxValue : timeProvider.GetElapsedTime(_last);
            if (since < _pause)
            {
                return false;
            }

            _pause = since > LongestPause * 2 ? FirstPause : Longer(_pause);
            _last = timeProvider.GetTimestamp();
            return true;
        }
    }

    /// <summary>The routes say something else now: the next trouble is another one.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _pause = TimeSpan.Zero;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
