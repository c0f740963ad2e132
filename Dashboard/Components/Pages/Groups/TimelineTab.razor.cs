using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Figures.History;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What happened to a group: members that came and went, rebalances, resets, nodes that started and stopped, and slaves.</summary>
public sealed partial class TimelineTab : IAsyncDisposable
{
    private const int Shown = 200;

    private AskedReading<IReadOnlyList<TimelineEvent>> _asked = default!;
    private (string Cluster, string Group, TimelineKind? Kind)? _shown;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    /// <summary>Only these; all without.</summary>
    [Parameter]
    public TimelineKind? Kind { get; set; }

    [Inject]
    private HistoryQueries Queries { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private IReadOnlyList<TimelineEvent>? Now => _asked.Value;

    private string? Problem => (_asked.Failure is { } failure ? FailureStatus.Words(Texts, failure) : null)
        ?? (Queries.Problem is { } problem ? Texts.Format("HistoryUnwritable", problem) : null);

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    protected override void OnInitialized() => _asked = Readings.Ask<IReadOnlyList<TimelineEvent>>(RenderAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Cluster, Group, Kind))
        {
            return;
        }

        _shown = (Cluster, Group, Kind);
        var (cluster, group, kind) = (Cluster, Group, Kind);
        await _asked.ShowAsync(
            RendererInfo.IsInteractive,
            cancellationToken => Queries.ReadTimelineAsync(cluster, group, kind, Shown, cancellationToken));
    }

    private static string IconOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Joined => "plus",
        TimelineKind.Left => "offline",
        TimelineKind.Rebalanced => "groups",
        TimelineKind.Reset => "reset",
        TimelineKind.NodeStarted or TimelineKind.SlaveJoined or TimelineKind.SlaveServes => "play",
        TimelineKind.NodeKilled => "kill",
        TimelineKind.SlaveCaughtUp => "check",
        TimelineKind.SlaveLeft => "offline",
        TimelineKind.SlaveDiverged => "warn",
        _ => "stop",
    };

    private string TextOf(TimelineEvent one) => one.Kind switch
    {
        TimelineKind.Joined => Texts.Format("TimelineJoinedText", one.Subject, Texts.Count("MemberCount", one.Count)),
        TimelineKind.Left => Texts.Format("TimelineLeftText", one.Subject, Texts.Count("MemberCount", one.Count)),
        TimelineKind.Rebalanced => Texts.Count("TimelineRebalancedText", one.Count),
        TimelineKind.Reset => Texts.Count("TimelineResetText", one.Count),
        TimelineKind.NodeStarted => Texts.Format("TimelineNodeStartedText", one.Subject),
        TimelineKind.NodeStopped => Texts.Format("TimelineNodeStoppedText", one.Subject),
        _ => Texts.Format($"Timeline{one.Kind}Text", one.Subject),
    };

    private void Choose(ChangeEventArgs args)
    {
        var kind = args.Value?.ToString() is { Length: > 0 } chosen ? chosen : null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("kind", kind), replace: true);
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
