using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>The keys, each with the key of its text.</summary>
public sealed partial class HelpDialog
{
    private static readonly IReadOnlyList<(string Keys, string Text)> Keys =
    [
        ("/", "HelpSearch"),
        ("g o", "HelpOverview"),
        ("g g", "HelpGroups"),
        ("g t", "HelpTopics"),
        ("g m", "HelpMessages"),
        ("g l", "HelpDeadLetters"),
        ("g u", "HelpCluster"),
        ("g c", "HelpClients"),
        ("g d", "HelpDemo"),
        ("g w", "HelpWhatIf"),
        ("g a", "HelpAudit"),
        ("g s", "HelpSettings"),
        ("p", "HelpPause"),
        ("r", "HelpReset"),
        ("e", "HelpExport"),
        ("?", "HelpHelp"),
        ("Esc", "HelpLeave"),
    ];

    private ElementReference _close;

    [Inject]
    private Texts Texts { get; set; } = default!;

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
