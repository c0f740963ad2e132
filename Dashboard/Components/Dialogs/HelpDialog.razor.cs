using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>The keys.</summary>
public sealed partial class HelpDialog
{
    private static readonly IReadOnlyList<(string Keys, string Text)> Keys =
    [
        ("/", "Search on this page"),
        ("g o", "Go to the overview"),
        ("g g", "Go to consumer groups"),
        ("g t", "Go to topics"),
        ("g m", "Go to messages"),
        ("g l", "Go to dead letters"),
        ("g u", "Go to the cluster"),
        ("g c", "Go to clients"),
        ("g d", "Go to demo traffic"),
        ("g w", "Go to what-if"),
        ("g a", "Go to the audit"),
        ("g s", "Go to settings"),
        ("p", "Pause the live view, or go on"),
        ("r", "Reset offsets of the group"),
        ("e", "Export the group's queues as CSV"),
        ("?", "This help"),
        ("Esc", "Leave a dialog"),
    ];

    private ElementReference _close;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _close.FocusAsync();
        }
    }
}
