using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>The row of numbers below a page's head.</summary>
public sealed partial class FigureStrip
{
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
