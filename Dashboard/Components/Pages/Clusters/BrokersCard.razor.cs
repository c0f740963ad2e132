using Dashboard.Components.Controls;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>The brokers of a cluster; one of them is looked at more closely below.</summary>
public sealed partial class BrokersCard
{
    /// <summary>Null shows that they are being read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<BrokerLine>? Lines { get; set; }

    /// <summary>Broker name that was chosen; null chooses the first.</summary>
    [Parameter]
    public string? Chosen { get; set; }

    [Parameter]
    public DateTimeOffset SampledAt { get; set; }

    [Parameter]
    public bool IsReadOnly { get; set; }

    [Parameter]
    public EventCallback<string> OnChoose { get; set; }

    [Parameter]
    public EventCallback<(NodeView Node, NodeAction Action)> OnAct { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    internal static string StateKey(string state) => state switch
    {
        "online" => "StateOnline",
        "not writable" => "StateNotWritable",
        "unregistered" => "StateUnregistered",
        "catching up" => "StateCatchingUp",
        "starting" => "StateStarting",
        "stopping" => "StateStopping",
        "stopped" => "StateStopped",
        "killed" => "StateKilled",
        _ => "StateOffline",
    };

    private static string ToneOf(string state) => state switch
    {
        "online" => "fine",
        "starting" or "stopping" or "unregistered" or "catching up" => "warn",
        "stopped" => string.Empty,
        _ => "bad",
    };

    private static string IconOf(string state) => state switch
    {
        "online" => "play",
        "starting" or "stopping" or "catching up" => "reset",
        "stopped" or "offline" => "offline",
        _ => "warn",
    };

    private static string Text(BrokerLine line, string key) => line.Runtime?.Text(key) ?? Controls.Display.Unknown;

    private string? ReasonOf(BrokerLine line) =>
        line.State == "unregistered" ? Texts["StateUnregisteredWhy"]
        : line.Problem ?? (line.State == "catching up" ? Texts["StateCatchingUpWhy"] : null);

    private bool IsChosen(BrokerLine line) => line.Broker.NodeName() == (Chosen ?? Lines?[0].Broker.NodeName());

    private string Offsets(BrokerLine line) => Texts.Format(
        "StoredOffsets",
        Display.Count(line.Runtime?.Count("commitLogMinOffset")),
        Display.Count(line.Runtime?.Count("commitLogMaxOffset")));

    private string Size(long? bytes) => bytes is { } known ? Sizes.Format(known, Display.Culture) : Controls.Display.Unknown;

    private string Percent(BrokerLine line) =>
        line.Runtime?.Number("commitLogDiskRatio")?.ToString("P0", Display.Culture) ?? Controls.Display.Unknown;
}
