using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>State of a group: a colour, an icon and a word; the reason stands in the title.</summary>
public sealed partial class StateChip
{
    [Inject]
    private Texts Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public string State { get; set; } = string.Empty;

    [Parameter]
    public string? Reason { get; set; }

    private (string Tone, string Icon, string? Key) Look => State switch
    {
        "consuming" => ("fine", "play", "Consuming"),
        "online" => ("fine", "play", "Online"),
        "rebalancing" => ("warn", "reset", "Rebalancing"),
        "stuck" => ("bad", "warn", "Stuck"),
        "not writable" => ("bad", "warn", "NotWritable"),
        "disabled" => ("warn", "pause", "Disabled"),
        "offline" => (string.Empty, "offline", "Offline"),
        _ => ("unknown", "help", null),
    };
}
