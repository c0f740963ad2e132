using Engine.Admin.Replication;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Says which figures were read from a slave, as its master is down, and how old they may be.</summary>
public sealed partial class SlaveNote
{
    [Parameter, EditorRequired]
    public IReadOnlyList<SlaveReading> Readings { get; set; } = [];

    /// <summary>Whether consumer offsets are shown: it says then who keeps them meanwhile.</summary>
    [Parameter]
    public bool IsOfGroups { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string TextOf(SlaveReading reading) => reading.SecondsBehind is { } seconds
        ? Texts.Format("SlaveRead", reading.Node, Display.Duration(TimeSpan.FromSeconds(seconds)), reading.Broker)
        : Texts.Format("SlaveReadUnknown", reading.Node, reading.Broker);
}
