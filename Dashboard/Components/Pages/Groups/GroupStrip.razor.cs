using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>The group's totals.</summary>
public sealed partial class GroupStrip
{
    /// <summary>Null while the first figures are on their way.</summary>
    [Parameter, EditorRequired]
    public GroupRow? Group { get; set; }

    [Parameter]
    public int? Queues { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private string? Tone => VerdictLook.Of(Group?.Verdict) is { IsWarning: true } look ? look.Tone : null;

    private string? UnknownNote => Group is { LagUnknownQueues: > 0 } group
        ? $"{Words.Count(Display, group.LagUnknownQueues, "queue")} unknown"
        : null;

    private string? ModeNote => Group is null ? null : Group.Type is null ? Group.Mode : $"{Group.Mode}, {Group.Type}";

    private string? TopicsNote => Group is null ? null : $"of {Words.Count(Display, Group.Topics.Count, "topic")}";

    private string LagTitle => Group is null ? string.Empty
        : UnknownCauses.GroupLag(Group) ?? "Stored messages that the group has not consumed; queues of unknown lag are not in the sum";

    private (string? Icon, string? Words) Trend => Group switch
    {
        { Lag: > 0, ProduceRate: { } comes, ConsumeRate: { } goes } when comes > goes * 1.02 => ("rising", "More arrives than is consumed"),
        { Lag: > 0, ProduceRate: { } comes, ConsumeRate: { } goes } when goes > comes * 1.02 => ("falling", "More leaves than arrives"),
        _ => (null, null),
    };
}
