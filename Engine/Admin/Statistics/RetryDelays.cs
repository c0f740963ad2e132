namespace Engine.Admin.Statistics;

/// <summary>Waiting times after failures in a row: 0.5 s, doubled each time, 8 s at most. For one loop, not for many threads.</summary>
internal sealed class RetryDelays
{
    private const int HighestDoubling = 4;

    private int _failures;

    public TimeSpan Next() => TimeSpan.FromMilliseconds(500 << Math.Min(_failures++, HighestDoubling));

    public void Reset() => _failures = 0;
}
