using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Admin;
using Engine.Admin.Topics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Topics;

/// <summary>One topic: its queues as they grow, who reads it, and its route.</summary>
public sealed partial class TopicPage : IAsyncDisposable
{
    private const int Inherit = 1;
    private const int Write = 2;
    private const int Read = 4;

    private readonly CancellationTokenSource _end = new();
    private LiveReading<TopicSnapshot> _live = default!;
    private TopicDetail? _detail;
    private (string Cluster, string Topic)? _watched;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public string Topic { get; set; } = string.Empty;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private TopicDialogs Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private TopicSnapshot? Now => _live.Snapshot;

    private bool IsUsers => _detail?.Type == TopicType.Normal;

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private string? ReadOnlyTitle => IsReadOnly ? Texts["ReadOnly"] : null;

    private long? StoredNow => Now?.Queues.Sum(queue => queue.MaxOffset - queue.MinOffset);

    private string? RowsText => Now is null ? null : Texts.Count("QueueCount", Now.Queues.Count);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _live.DisposeAsync();
        _end.Dispose();
    }

    protected override void OnInitialized() => _live = Readings.Make<TopicSnapshot>(RenderAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_watched == (Cluster, Topic))
        {
            return;
        }

        (_watched, _detail) = ((Cluster, Topic), null);
        await _live.ShowAsync(
            RendererInfo.IsInteractive,
            () => Feed.WatchTopic(Cluster, Topic),
            cancellationToken => Feed.ReadTopicAsync(Cluster, Topic, cancellationToken),
            (since, cancellationToken) => Feed.WaitForTopicAsync(Cluster, Topic, since, cancellationToken));
        if (_live.Failure is null)
        {
            await ReadDetailAsync();
        }
    }

    private string PermWords(int perm)
    {
        var words = (perm & (Read | Write)) switch
        {
            Read | Write => Texts["PermReadWrite"],
            Read => Texts["PermRead"],
            Write => Texts["PermWrite"],
            _ => Texts["PermNothing"],
        };
        return (perm & Inherit) != 0 ? Texts.Format("PermTemplate", words) : words;
    }

    private string StoredTitle(DateTimeOffset? at) => at is null ? Texts["NothingStored"] : Display.Exact(at);

    private async Task ReadDetailAsync()
    {
        try
        {
            _detail = await Clusters.Get(Cluster).GetTopicAsync(Topic, _end.Token);
        }
        catch (AdminException)
        {
            // The live figures say the same failure in their own place; without the route the page is still of use.
            _detail = null;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task RenderAsync(Action change) => InvokeAsync(async () =>
    {
        var before = Now;
        change();
        StateHasChanged();
        if (before is null && Now is not null && _detail is null)
        {
            // It has just come.
            await ReadDetailAsync();
            StateHasChanged();
        }
    });

    /// <summary>Others may have changed it since the page was opened.</summary>
    private async Task ChangeAsync()
    {
        await ReadDetailAsync();
        if (_detail is { Routes.Count: > 0 } detail && await Dialogs.ChangeAsync(Cluster, detail))
        {
            await ReadDetailAsync();
        }
    }

    private async Task DeleteAsync()
    {
        if (await Dialogs.DeleteAsync(Cluster, Topic, Now?.MaxOffset, _detail?.Groups.Count))
        {
            Navigation.NavigateTo(PageLinks.Topics(Cluster));
        }
    }
}
