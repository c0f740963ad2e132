using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>The tabs of a group's page; which one is open stands in the address.</summary>
public sealed partial class GroupTabs
{
    internal const string Queues = "queues";
    internal const string Messages = "messages";

    /// <summary>Each with the key of its word.</summary>
    private static readonly IReadOnlyList<(string Tab, string Key)> Tabs =
    [
        (Queues, "Queues"),
        ("members", "Members"),
        ("subscriptions", "Subscriptions"),
        (Messages, "MessagesTitle"),
        ("timeline", "Timeline"),
        ("history", "History"),
        ("config", "Config"),
    ];

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Current { get; set; } = Queues;

    /// <summary>How many members are online; null while that is unknown.</summary>
    [Parameter]
    public int? Members { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    /// <summary>The tab of that name; that of the queues when there is none.</summary>
    internal static string Known(string? tab) => Tabs.Any(known => known.Tab == tab) ? tab! : Queues;
}
