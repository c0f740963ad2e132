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
        ? Texts.Format("UnknownCount", Texts.Count("QueueCount", group.LagUnknownQueues))
        : null;

    private string? ModeNote => Group is null ? null
        : Group.Type is null ? Mode(Group)
        : Texts.Format("ModeAndType", Mode(Group), Texts[Group.Type == "pull" ? "ModePull" : "ModePush"]);

    private string? TopicsNote => Group is null ? null : Texts.Format("OfCount", Texts.Count("TopicCount", Group.Topics.Count));

    private string LagTitle => Group is null ? string.Empty
        : UnknownCauses.GroupLag(Texts, Group) ?? Texts["GroupLagTitle"];

    private (string? Icon, string? Words) Trend => Group switch
    {
        { Lag: > 0, ProduceRate: { } comes, ConsumeRate: { } goes } when comes > goes * 1.02 => ("rising", Texts["TrendRising"]),
        { Lag: > 0, ProduceRate: { } comes, ConsumeRate: { } goes } when goes > comes * 1.02 => ("falling", Texts["TrendFalling"]),
        _ => (null, null),
    };

    private string Mode(GroupRow group) => Texts[group.Mode == "broadcasting" ? "ModeBroadcasting" : "ModeClustering"];
}
