using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>
/// Tells the page it stands in that language or zone are known now, or others: no parameter of the page says so, and a page without
/// figures that move would go on in those of before.
/// </summary>
public sealed class DisplayWatch : ComponentBase, IDisposable
{
    /// <summary>Renders the page.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnChange { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    public void Dispose() => Display.Changed -= Tell;

    protected override void OnInitialized() => Display.Changed += Tell;

    private void Tell() => _ = InvokeAsync(OnChange.InvokeAsync);
}
