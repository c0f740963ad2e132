using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>Verdicts as the API spells them.</summary>
internal static class VerdictWords
{
    internal const string Fine = "fine";
    internal const string Behind = "behind";
    internal const string Stalled = "stalled";
    internal const string Stopped = "stopped";
    internal const string WentBack = "wentBack";
    internal const string Reset = "reset";
    internal const string Unknown = "unknown";

    internal static string Of(QueueVerdict verdict) => verdict switch
    {
        QueueVerdict.Fine => Fine,
        QueueVerdict.Behind => Behind,
        QueueVerdict.Stalled => Stalled,
        QueueVerdict.Stopped => Stopped,
        QueueVerdict.WentBack => WentBack,
        QueueVerdict.Reset => Reset,
        QueueVerdict.Unknown => Unknown,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No word for this verdict."),
    };

    /// <summary>The verdict behind a word; a missing one is unknown.</summary>
    internal static QueueVerdict Read(string? word) => word switch
    {
        Fine => QueueVerdict.Fine,
        Behind => QueueVerdict.Behind,
        Stalled => QueueVerdict.Stalled,
        Stopped => QueueVerdict.Stopped,
        WentBack => QueueVerdict.WentBack,
        Reset => QueueVerdict.Reset,
        _ => QueueVerdict.Unknown,
    };

    /// <summary>The worst word; null without one.</summary>
    internal static string? Worst(IEnumerable<string?> words) =>
        QueueVerdicts.Worst([.. words.OfType<string>().Select(Read)]) is { } worst ? Of(worst) : null;
}
