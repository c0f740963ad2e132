using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>A verdict: a colour, an icon and a word; the evidence stands in the title.</summary>
public sealed partial class VerdictChip
{
    [Inject]
    private Texts Texts { get; set; } = default!;

    /// <summary>As the API spells it; null is unknown.</summary>
    [Parameter, EditorRequired]
    public string? Verdict { get; set; }

    [Parameter]
    public string? Text { get; set; }

    private VerdictLook Look => VerdictLook.Of(Verdict);
}
