using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Engine.Admin.Subscriptions;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What each member of a group subscribes, and whether they are alike, as they must be.</summary>
public sealed partial class SubscriptionsTab
{
    /// <summary>Members named per variant; the rest is counted.</summary>
    private const int MostNamed = 8;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private SubscriptionLine[] Lines => Now is { } now ? SubscriptionLine.Of(now) : [];

    private bool IsAlike => Now is { Differences.Count: 0 };

    /// <summary>Members of which none said anything are not known to be alike.</summary>
    private bool IsUnknown => Now is { Differences.Count: 0 } now && now.Silent == now.Members.Count;

    private string VerdictTone => IsUnknown ? "unknown" : IsAlike ? "fine" : "bad";

    private string VerdictText => Now is null ? string.Empty
        : IsUnknown ? Texts["SubscriptionsUnknown"]
        : IsAlike ? Texts.Count("SubscriptionsAlike", Now.Members.Count - Now.Silent)
        : Texts.Count("SubscriptionsDiffer", Now.Differences.Count);

    private string InForce => Now is { InForce.Count: > 0 } now
        ? Texts.Format("InForce", string.Join(", ", now.InForce
            .OrderBy(one => TopicNames.IsRetry(one.Topic))
            .Select(one => $"{one.Topic} ({SubscriptionWords.Expression(one)})")))
        : Texts["InForceNone"];

    protected override async Task<GroupSubscriptions> AskAsync(string cluster, string group, CancellationToken cancellationToken) =>
        SubscriptionCheck.Of(group, await Clusters.Get(cluster).ReadMembersAsync(group, cancellationToken));

    private string Named(SubscriptionVariant variant)
    {
        var named = string.Join(", ", variant.ClientIds.Take(MostNamed));
        return variant.ClientIds.Count <= MostNamed
            ? named
            : Texts.Format("AndMore", named, Display.Count(variant.ClientIds.Count - MostNamed));
    }

    private string Nothing(MemberSubscriptions member) =>
        member.Problem ?? Texts[member.Topics is null ? "NotSaid" : "NoSubscription"];

    /// <summary>Clients take the time at which the subscription was made; another number is shown as it is.</summary>
    private string Version(SubscribedTopic one) =>
        SubscriptionWords.TimeOf(one.SubVersion) is { } at ? Display.Moment(at) : Controls.Display.Digits(one.SubVersion);
}
