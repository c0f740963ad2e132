namespace Dashboard.Demo;

/// <summary>
/// How many messages are due (pure): an even pace from the start. What could not be sent for more than a second is forgiven, so
/// that a stall is not followed by a flood.
/// </summary>
internal sealed class DemoPace(double ratePerSecond)
{
    private double _forgiven;

    /// <summary>Messages due now, at least 0.</summary>
    public long Due(TimeSpan elapsed, long attempted)
    {
        var planned = (elapsed.TotalSeconds * ratePerSecond) + 1 - _forgiven;
        var due = planned - attempted;
        var most = Math.Max(ratePerSecond, 1);
        if (due > most)
        {
            _forgiven += due - most;
            due = most;
        }

        return (long)due;
    }

    /// <summary>Time until the next message is due, at least 1 ms.</summary>
    public TimeSpan UntilNext(TimeSpan elapsed, long attempted)
    {
        var at = TimeSpan.FromSeconds((attempted + _forgiven) / ratePerSecond);
        var wait = at - elapsed;
        return wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
    }
}
