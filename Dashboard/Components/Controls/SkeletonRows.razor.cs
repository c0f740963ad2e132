using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Rows of grey while the first figures are on their way, never afterwards.</summary>
public sealed partial class SkeletonRows
{
    [Parameter]
    public int Rows { get; set; } = 6;

    [Parameter, EditorRequired]
    public int Columns { get; set; }
}
