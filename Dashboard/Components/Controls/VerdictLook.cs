using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>How a verdict looks: its word for people, a colour and an icon.</summary>
/// <param name="Word">The word.</param>
/// <param name="Tone">bad, warn, unknown, quiet, or none.</param>
/// <param name="Icon">Name of the icon.</param>
internal sealed record VerdictLook(string Word, string Tone, string Icon)
{
    private const string Bad = "bad";

    private static readonly VerdictLook Unknown = new("unknown", "unknown", "help");

    /// <summary>A warning shows its sentence beside the word; the others keep it in the title.</summary>
    public bool IsWarning => Tone is Bad or "warn";

    /// <param name="verdict">As the API spells it; null is unknown.</param>
    public static VerdictLook Of(string? verdict) => verdict switch
    {
        VerdictWords.Fine => new("fine", "quiet", "check"),
        VerdictWords.Reset => new("reset", string.Empty, "reset"),
        VerdictWords.Behind => new("behind", "warn", "rising"),
        VerdictWords.Stalled => new("stalled", Bad, "pause"),
        VerdictWords.Stopped => new("stopped", Bad, "stop"),
        VerdictWords.WentBack => new("went back", Bad, "warn"),
        _ => Unknown,
    };
}
