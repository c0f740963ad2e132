using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Engine.Admin.Members;
using Engine.Admin.Subscriptions;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What each member of a group subscribes, and whether they are alike, as they must be.</summary>
public sealed partial class SubscriptionsTab : IAsyncDisposable
{
    /// <summary>Members named per variant; the rest is counted.</summary>
    private const int MostNamed = 8;

    private AskedReading<GroupSubscriptions> _asked = default!;
    private (string Cluster, string Group)? _shown;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private GroupSubscriptions? Now => _asked.Value;

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

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    protected override void OnInitialized() => _asked = Readings.Ask<GroupSubscriptions>(RenderAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Cluster, Group))
        {
            _shown = (Cluster, Group);
            var (cluster, group) = (Cluster, Group);
            await _asked.ShowAsync(
                RendererInfo.IsInteractive,
                async cancellationToken =>
                    SubscriptionCheck.Of(group, await Clusters.Get(cluster).ReadMembersAsync(group, cancellationToken)));
        }
    }

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

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
