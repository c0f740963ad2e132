using Dashboard.Components.Controls;
using Engine.Admin.Replication;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>How slaves stand to their masters: offset, bytes and seconds behind, tables, and why one does not follow.</summary>
public sealed partial class ReplicationCard
{
    /// <summary>Every broker process; null shows that they are being read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ReplicationNode>? Nodes { get; set; }

    [Parameter]
    public DateTimeOffset SampledAt { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool HasSlaves => Nodes?.Any(node => node.Id > 0) == true;

    /// <summary>Brokers with slaves only: of others there is nothing to tell.</summary>
    private IEnumerable<ReplicationNode> Shown
    {
        get
        {
            var followed = (Nodes ?? []).Where(node => node.Id > 0).Select(node => node.Broker).ToHashSet(StringComparer.Ordinal);
            return (Nodes ?? []).Where(node => followed.Contains(node.Broker));
        }
    }

    private static string ToneOf(ReplicationNode node) => node switch
    {
        { HasAnswered: false } or { Id: > 0, Problem: not null } => "bad",
        { Id: 0 } or { IsCaughtUp: true, IsConnected: true } => "fine",
        { IsCaughtUp: null } => string.Empty,
        _ => "warn",
    };

    private static long? Behind(ReplicationNode node) => node.Id == 0 ? null : node.BytesBehind;

    private string StateOf(ReplicationNode node) => node switch
    {
        { HasAnswered: false } => Texts["ReplicationSilent"],
        { Id: 0, Slaves: { } slaves } => Texts.Count("ReplicationSlaves", slaves),
        { Problem: not null } => Texts["ReplicationDiverged"],
        { IsConnected: false } => Texts["ReplicationAlone"],
        { IsCaughtUp: true } => Texts["ReplicationCaughtUp"],
        { IsCaughtUp: false } => Texts["StateCatchingUp"],
        _ => Controls.Display.Unknown,
    };

    private string Seconds(ReplicationNode node) => node is { Id: > 0, SecondsBehind: { } seconds }
        ? Display.Duration(TimeSpan.FromSeconds(seconds))
        : Controls.Display.Unknown;

    private string? SecondsTitle(ReplicationNode node) => node switch
    {
        { Id: 0 } => null,
        { IsConnected: false, MasterSeenAt: { } seen } => Texts.Format("SecondsBehindThen", Display.Exact(seen)),
        { SecondsBehind: null } => Texts["SecondsBehindUnknown"],
        _ => null,
    };

    private string NameOf(ReplicationTable table) => table.Name switch
    {
        "topics" => Texts["TableTopics"],
        "consumerOffset" => Texts["TableConsumerOffset"],
        "delayOffset" => Texts["TableDelayOffset"],
        "subscriptionGroup" => Texts["TableSubscriptionGroup"],
        var other => other,
    };

    private string Age(ReplicationTable table) => table.LastSync is null ? Texts["TableNever"] : Display.Age(table.LastSync, SampledAt);

    private IEnumerable<string> ProblemsOf(ReplicationNode node) =>
    [
        .. node.Problem is { } problem ? new[] { problem } : [],
        .. node.Tables.Where(table => table.Problem is not null).Select(table => $"{NameOf(table)}: {table.Problem}"),
    ];
}
