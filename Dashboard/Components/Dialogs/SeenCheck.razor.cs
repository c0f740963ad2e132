using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Dialogs;

/// <summary>Asks whether a preview was seen that came instead of the one that was to be applied; until then it stays locked.</summary>
public sealed partial class SeenCheck
{
    [Parameter]
    public bool Asked { get; set; }

    [Parameter]
    public bool Seen { get; set; }

    [Parameter]
    public EventCallback<bool> SeenChanged { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public string TestId { get; set; } = string.Empty;
}
