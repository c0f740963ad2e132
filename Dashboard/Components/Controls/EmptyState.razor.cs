using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>What would be here, and the button that makes it so.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired]
    public string Icon { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }
}
