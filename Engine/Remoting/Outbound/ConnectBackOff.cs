namespace Engine.Remoting.Outbound;

/// <summary>
/// How long a connection that failed is not tried again: not at all after the first failure, then 100 ms, doubled up to 3 s. Any thread.
/// </summary>
internal sealed class ConnectBackOff(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private TimeSpan _pause;
    private TimeSpan _nextPause;
    private long _failedAt;
    private string? _reason;

    /// <summary>Why no try is made now; null when one may be.</summary>
    public string? Refusal
    {
        get
        {
            lock (_lock)
            {
                var left = _reason is null ? TimeSpan.Zero : _pause - timeProvider.GetElapsedTime(_failedAt);
                return left > TimeSpan.Zero ? $"{_reason}; it is tried again in {Math.Ceiling(left.TotalMilliseconds)} ms" : null;
            }
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _reason = null;
            _nextPause = TimeSpan.Zero;
        }
    }

    public void Failed(string reason)
    {
        lock (_lock)
        {
            _reason = reason;
            _failedAt = timeProvider.GetTimestamp();
            _pause = _nextPause;
            _nextPause = Clamp(_pause * 2);
        }
    }

    private static TimeSpan Clamp(TimeSpan pause) =>
        pause < FirstPause ? FirstPause : pause > LongestPause ? LongestPause : pause;
}
