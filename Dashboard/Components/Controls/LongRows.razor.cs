using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Rows of a table: all of them, and of a long list only those in sight.</summary>
public sealed partial class LongRows<T> : ComponentBase
{
    [Parameter, EditorRequired]
    public T[] Items { get; set; } = [];

    [Parameter, EditorRequired]
    public RenderFragment<T> ChildContent { get; set; } = default!;
}
