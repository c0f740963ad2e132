using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Says what is missing from a page, and why.</summary>
public sealed partial class ProblemNote
{
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Problems { get; set; } = [];

    [Inject]
    private Texts Texts { get; set; } = default!;
}
