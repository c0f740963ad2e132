using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>How a verdict looks: the key of its word, a colour and an icon.</summary>
/// <param name="Key">Key of the word in the texts.</param>
/// <param name="Tone">bad, warn, unknown, quiet, or none.</param>
/// <param name="Icon">Name of the icon.</param>
internal sealed record VerdictLook(string Key, string Tone, string Icon)
{
    private const string Bad = "bad";

    private static readonly VerdictLook Unknown = new("VerdictUnknown", "unknown", "help");

    /// <summary>A warning shows its sentence beside the word; the others keep it in the title.</summary>
    public bool IsWarning => Tone is Bad or "warn";

    /// <param name="verdict">As the API spells it; null is unknown.</param>
    public static VerdictLook Of(string? verdict) => verdict switch
    {
        VerdictWords.Fine => new("VerdictFine", "quiet", "check"),
        VerdictWords.Reset => new("VerdictResetWord", string.Empty, "reset"),
        VerdictWords.Behind => new("VerdictBehind", "warn", "rising"),
        VerdictWords.Stalled => new("VerdictStalled", Bad, "pause"),
        VerdictWords.Stopped => new("VerdictStopped", Bad, "stop"),
        VerdictWords.WentBack => new("VerdictBack", Bad, "warn"),
        _ => Unknown,
    };
}
