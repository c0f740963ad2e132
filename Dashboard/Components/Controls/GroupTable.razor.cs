using System.Globalization;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Groups with state, lag and rates; each row leads to its group.</summary>
public sealed partial class GroupTable
{
    /// <summary>Name and title are keys of texts.</summary>
    private static readonly IReadOnlyList<(string? Key, string Name, string Look, string Title)> Columns =
    [
        ("name", "Group", "fill", "GroupName"),
        ("state", "State", "w-chip", "StateTitle"),
        ("verdict", "Verdict", "w-chip", "VerdictTitle"),
        ("lag", "Lag", "num w-count", "LagTitle"),
        ("timeLag", "TimeLag", "num w-time", "OldestWaits"),
        ("in", "InRate", "num w-rate", "InTitle"),
        ("out", "OutRate", "num w-rate", "OutTitle"),
        ("eta", "Eta", "num w-time", "EtaTitle"),
        ("members", "Members", "num", "MembersTitle"),
        (null, "Topics", "wide", "TopicsTitle"),
    ];

    private static readonly IReadOnlyList<(string? Key, string Name, string Look, string Title)> BriefColumns =
    [
        .. Columns.Where(column => column.Key is "name" or "state" or "verdict" or "lag" or "in" or "out"),
    ];

    /// <summary>In the order to show; null while the first figures are on their way.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<GroupRow>? Groups { get; set; }

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public string? Sort { get; set; }

    [Parameter]
    public bool Descending { get; set; }

    /// <summary>Without times, members and topics, where there is little room.</summary>
    [Parameter]
    public bool IsBrief { get; set; }

    /// <summary>A click on a column's head; without it the heads are plain words.</summary>
    [Parameter]
    public EventCallback<string?> OnSort { get; set; }

    /// <summary>Somebody points at the rows: they must not move now.</summary>
    [Parameter]
    public EventCallback OnEngage { get; set; }

    [Parameter]
    public EventCallback OnRelease { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private IReadOnlyList<(string? Key, string Name, string Look, string Title)> Shown => IsBrief ? BriefColumns : Columns;

    private long Worst => Groups is { Count: > 0 } groups ? groups.Max(group => group.Lag ?? 0) : 0;

    private string? LagTitle(GroupRow group) =>
        UnknownCauses.GroupLag(Texts, group) ?? UnknownCauses.SumWithout(Texts, group.LagUnknownQueues);

    private static string TopicsText(GroupRow group) => string.Join(", ", group.Topics);

    private string? SortOf(string? column) => !OnSort.HasDelegate || column != Sort ? null : Descending ? "descending" : "ascending";

    private string? Part(GroupRow group) => group.Lag is > 0 && Worst > 0
        ? $"--part:{Math.Max(1, Math.Round(100.0 * group.Lag.Value / Worst)).ToString(CultureInfo.InvariantCulture)}%"
        : null;
}
