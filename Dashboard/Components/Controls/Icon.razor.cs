using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>A line drawing beside a word; never the only carrier of a meaning.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    [Parameter]
    public int Size { get; set; } = 16;
}
