using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>State of a group: a colour, an icon and a word; the reason stands in the title.</summary>
public sealed partial class StateChip
{
    [Parameter, EditorRequired]
    public string State { get; set; } = string.Empty;

    [Parameter]
    public string? Reason { get; set; }

    private (string Tone, string Icon) Look => State switch
    {
        "consuming" or "online" => ("fine", "play"),
        "rebalancing" => ("warn", "reset"),
        "stuck" => ("bad", "warn"),
        "not writable" => ("bad", "warn"),
        "disabled" => ("warn", "pause"),
        "offline" => (string.Empty, "offline"),
        _ => ("unknown", "help"),
    };
}
