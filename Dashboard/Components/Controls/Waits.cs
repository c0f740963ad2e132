using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>How long messages wait and when they will be consumed, as text with its cause.</summary>
internal static class Waits
{
    public const string TimeLagMeaning = "How long the next unconsumed message has been waiting";
    public const string EtaMeaning = "Time until the lag is gone, by the rates of the last 10 s";
    private const string Never = "never";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static string TimeLag(Display display, long? timeLagMs) =>
        timeLagMs is { } ms ? display.Duration(TimeSpan.FromMilliseconds(ms)) : Display.Unknown;

    public static string? TimeLagTitle(long? lag, long? timeLagMs) =>
        timeLagMs is not null ? null : lag is null ? "Unknown as the lag is." : "The store time of the next message is unknown.";

    /// <summary>A dash while unknown; "never" when a lag that is worth a warning does not shrink.</summary>
    public static string Eta(QueueMotion motion) => motion switch
    {
        { EtaSeconds: 0 } => "0 s",
        { EtaSeconds: < 1 } => "<1 s",
        { EtaSeconds: { } seconds } => Durations.FormatCoarse(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))),
        _ => IsNever(motion) ? Never : Display.Unknown,
    };

    public static string? EtaTitle(QueueMotion motion) => motion.EtaSeconds is not null ? null
        : motion.Lag is null ? "Unknown as the lag is."
        : motion.ProduceRate is null || motion.ConsumeRate is null ? UnknownCauses.Rate
        : "The lag does not shrink at the moment.";

    private static bool IsNever(QueueMotion motion) =>
        motion is { Lag: > 0, ProduceRate: not null, ConsumeRate: not null }
        && (motion.Lag >= QueueVerdictRule.SmallestLag || motion.TimeLagMs > QueueVerdictRule.LongestWait.TotalMilliseconds);
}
