namespace Engine.Client.Consuming.Statistics;

/// <summary>What was added within a window. Mirrors RocketMQ's StatsSnapshot.</summary>
/// <param name="Sum">Sum of the values.</param>
/// <param name="Times">How often one was added.</param>
/// <param name="Length">Length of the window; zero when nothing was sampled yet.</param>
internal readonly record struct StatsWindow(long Sum, long Times, TimeSpan Length)
{
    /// <summary>Sum a second.</summary>
    public double Rate => Length > TimeSpan.Zero ? Sum / Length.TotalSeconds : 0;

    /// <summary>Sum by times.</summary>
    public double Average => Times > 0 ? (double)Sum / Times : 0;
}
