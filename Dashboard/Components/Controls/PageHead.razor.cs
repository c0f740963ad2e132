using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Top of a page: where it is, what it shows, in what state, and what can be done.</summary>
public sealed partial class PageHead
{
    [Inject]
    private Texts Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    [Parameter]
    public RenderFragment? Crumbs { get; set; }

    [Parameter]
    public RenderFragment? Chip { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }
}
