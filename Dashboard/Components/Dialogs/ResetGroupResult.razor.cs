using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Dialogs;

/// <summary>What was done to each queue of one group; where the group is online also when its owner first pulled from there.</summary>
public sealed partial class ResetGroupResult : IAsyncDisposable
{
    private readonly Dictionary<MessageQueue, DateTimeOffset> _pulledAt = [];
    private readonly HashSet<MessageQueue> _untold = [];
    private LiveReading<GroupSnapshot> _live = default!;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public IReadOnlyList<ResetResultLine> Lines { get; set; } = [];

    /// <summary>Whether the group had members: then its pulls are waited for.</summary>
    [Parameter]
    public bool IsOnline { get; set; }

    /// <summary>When it was done; samples of before say nothing.</summary>
    [Parameter]
    public DateTimeOffset Since { get; set; }

    [Parameter]
    public bool ShowsGroup { get; set; }

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    protected override async Task OnInitializedAsync()
    {
        _live = Readings.Make<GroupSnapshot>(RenderAsync, isMain: false);
        if (IsOnline)
        {
            await _live.ShowAsync(
                RendererInfo.IsInteractive,
                () => Feed.WatchGroup(Cluster, Group),
                cancellationToken => Feed.ReadGroupAsync(Cluster, Group, cancellationToken));
            Take();
        }
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Take();
        StateHasChanged();
    });

    /// <summary>The first pull stays what it was, whatever is pulled later.</summary>
    private void Take()
    {
        if (_live.Snapshot is not { } snapshot || snapshot.SampledAt < Since)
        {
            return;
        }

        foreach (var row in snapshot.Queues)
        {
            var queue = new MessageQueue(row.Topic, row.Broker, row.QueueId);
            if (row.IsPulledSinceReset is true)
            {
                _pulledAt.TryAdd(queue, snapshot.SampledAt);
            }

            _ = row.IsPulledSinceReset is null ? _untold.Add(queue) : _untold.Remove(queue);
        }
    }

    private string PullText(ResetResultLine line) => line.IsFailed ? Controls.Display.Unknown
        : _pulledAt.TryGetValue(line.Queue, out var at) ? Display.Clock(at)
        : _untold.Contains(line.Queue) ? Controls.Display.Unknown
        : Texts["ResetPullAwaited"];

    private string? PullTitle(ResetResultLine line) => line.IsFailed ? null
        : _pulledAt.TryGetValue(line.Queue, out var at) ? Display.Exact(at)
        : _untold.Contains(line.Queue) ? Texts["ResetPullUntold"]
        : null;
}
