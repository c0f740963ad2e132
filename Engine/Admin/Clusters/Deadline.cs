namespace Engine.Admin.Clusters;

/// <summary>One time budget for all requests of an operator's action.</summary>
internal readonly record struct Deadline(TimeProvider TimeProvider, long StartedAt, TimeSpan Total)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>What is left, at least 1 ms, so that the next request fails as one that timed out.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = Total - TimeProvider.GetElapsedTime(StartedAt);
            return left > Shortest ? left : Shortest;
        }
    }

    /// <summary>Whether nothing is left.</summary>
    public bool IsOver => Remaining == Shortest;

    /// <summary>For the first of two steps: half of what is left, so that who is silent in it leaves time for the second.</summary>
    public Deadline FirstHalf => this with { Total = Total - (Remaining / 2) };
}
