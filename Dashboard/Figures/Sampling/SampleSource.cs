namespace Dashboard.Figures.Sampling;

/// <summary>Where figures come from.</summary>
internal static class SampleSource
{
    /// <summary>The brokers signal changes.</summary>
    internal const string Push = "push";

    /// <summary>The cluster does not answer; the figures are the last known ones.</summary>
    internal const string Stale = "stale";
}
