namespace Engine.Admin.Statistics;

/// <summary>Where figures and signals come from.</summary>
internal static class FigureSource
{
    /// <summary>The brokers signal changes.</summary>
    public const string Push = "push";

    /// <summary>At least one broker cannot signal: everything is read once a second.</summary>
    public const string Poll = "poll 1 s";

    /// <summary>How often a watched thing is read then.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
}
