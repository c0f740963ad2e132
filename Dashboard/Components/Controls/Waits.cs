using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>How long messages wait and when they will be consumed, as text with its cause.</summary>
internal static class Waits
{
    private const double InMinutes = 600;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static string TimeLag(Display display, long? timeLagMs) =>
        timeLagMs is { } ms ? display.Duration(TimeSpan.FromMilliseconds(ms)) : Display.Unknown;

    public static string? TimeLagTitle(Texts texts, long? lag, long? timeLagMs) =>
        timeLagMs is not null ? null : texts[lag is null ? "UnknownAsLag" : "StoreTimeUnknown"];

    /// <summary>
    /// Rounded, so that it does not flicker. A dash while unknown, and while nothing or only a few messages wait; "never" when a lag
    /// that is worth a warning does not shrink and the verdict is not fine.
    /// </summary>
    public static string Eta(Texts texts, QueueMotion motion) => motion switch
    {
        { Lag: 0 } => Display.Unknown,
        { EtaSeconds: < 1 } => "<1 s",
        { EtaSeconds: { } seconds } => Rounded(seconds) switch
        {
            >= InMinutes and < 3600 and var some => $"{some / 60:0} m",
            var some => Durations.FormatCoarse(TimeSpan.FromSeconds(Math.Min(some, Longest.TotalSeconds))),
        },
        _ => IsNever(motion) ? texts["EtaNever"] : Display.Unknown,
    };

    public static string? EtaTitle(Texts texts, QueueMotion motion) => motion.Lag is null ? texts["UnknownAsLag"]
        : motion.Lag == 0 ? texts["EtaConsumed"]
        : motion.EtaSeconds is not null ? null
        : !IsWorthEta(motion) ? texts["EtaFew"]
        : motion.ProduceRate is null || motion.ConsumeRate is null ? texts["RateCause"]
        : motion.Verdict == QueueVerdict.Fine ? texts["EtaLittle"]
        : texts["EtaStands"];

    /// <summary>Whether a lag does not shrink that should.</summary>
    public static bool IsNever(QueueMotion motion) =>
        motion is { EtaSeconds: null, ProduceRate: not null, ConsumeRate: not null, Verdict: not QueueVerdict.Fine } && IsWorthEta(motion);

    private static bool IsWorthEta(QueueMotion motion) =>
        QueueTimes.IsWorthEta(motion.Lag, motion.TimeLagMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);

    /// <summary>To whole seconds, 5 s from 20 s, 10 s from 2 m, minutes from 10 m.</summary>
    private static double Rounded(double seconds)
    {
        var step = seconds switch { < 20 => 1, < 120 => 5, < InMinutes => 10, _ => 60 };
        return Math.Round(seconds / step) * step;
    }
}
