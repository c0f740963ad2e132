using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Engine.Admin.Browsing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Messages;

/// <summary>The messages of a topic as they come, until the page is left.</summary>
public sealed partial class LiveTail : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private MessageTail _tail = default!;
    private string? _failure;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Topic { get; set; } = string.Empty;

    [Parameter]
    public EventCallback<BrowsedMessage> OnOpen { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string? Problem => _failure ?? (_tail.Problem is { } problem ? FailureStatus.Words(Texts, problem) : null);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    protected override void OnInitialized()
    {
        _tail = new MessageTail(Clusters.Get(Cluster), Topic, Time, () => InvokeAsync(StateHasChanged));
        if (RendererInfo.IsInteractive)
        {
            _ = RunAsync(_end.Token);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var failure = await Attempts.TryAsync(async () =>
        {
            try
            {
                await _tail.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The page is gone.
            }
        });
        if (failure is not null)
        {
            _failure = failure;
            await InvokeAsync(StateHasChanged);
        }
    }

    private async Task ToggleAsync()
    {
        if (_tail.IsPaused)
        {
            await _tail.ResumeAsync(_end.Token);
        }
        else
        {
            _tail.Pause();
        }
    }
}
