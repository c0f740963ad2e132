using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Layout;

/// <summary>The pages: icons and words, icons alone on narrow screens, a drawer on phones.</summary>
public sealed partial class NavMenu
{
    [Inject]
    private Texts Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public EventCallback OnLeave { get; set; }
}
