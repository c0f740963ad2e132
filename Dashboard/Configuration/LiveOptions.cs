namespace Dashboard.Configuration;

/// <summary>Section <c>Console:Live</c>.</summary>
internal sealed class LiveOptions
{
    internal static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(20);
    internal static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(10);

    /// <summary>Shortest distance between two samples of a watched thing, 20 ms to 10 s. <value>00:00:00.100</value></summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(100);
}
