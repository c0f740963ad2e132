using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Shows results and takes them away after eight seconds; failures stay until dismissed.</summary>
public sealed partial class NoticeBar : IDisposable
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<long> _timed = [];

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    public void Dispose()
    {
        Notices.Changed -= OnChanged;
        _end.Cancel();
        _end.Dispose();
    }

    protected override void OnInitialized() => Notices.Changed += OnChanged;

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        foreach (var notice in Notices.Shown.Where(notice => !notice.IsFailure && _timed.Add(notice.Id)).ToList())
        {
            _ = DismissLaterAsync(notice.Id, _end.Token);
        }

        StateHasChanged();
    });

    private async Task DismissLaterAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Shown, Time, cancellationToken);
            _timed.Remove(id);
            Notices.Dismiss(id);
        }
        catch (OperationCanceledException)
        {
            // The tab is gone, and its notices with it.
        }
    }
}
