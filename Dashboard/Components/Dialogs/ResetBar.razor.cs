using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Dialogs;

/// <summary>The tab's last reset, on the pages of its groups, with the button that undoes it.</summary>
public sealed partial class ResetBar : IDisposable
{
    private string? _failure;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Inject]
    private ResetReports Reports { get; set; } = default!;

    [Inject]
    private ResetRuns Runs { get; set; } = default!;

    [Inject]
    private ResetWords Words { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private ResetReport? Report => Reports.Last is { } last && last.Concerns(Cluster, Group) ? last : null;

    public void Dispose() => Reports.Changed -= OnChanged;

    protected override void OnInitialized() => Reports.Changed += OnChanged;

    private IEnumerable<string> Problems(ResetReport report) => report.Run.SelectMany(one => Words.Problem(one) is { } problem
        ? [$"{one.Group}: {problem}"]
        : (one.Outcome?.Rows ?? []).Where(row => row.Error is not null).Take(3).Select(row => $"{row.Queue}: {Words.Error(row)}"));

    private void OnChanged()
    {
        _failure = null;
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task UndoAsync()
    {
        if (_busy || Report is not { } report)
        {
            return;
        }

        _busy = true;
        IReadOnlyList<GroupReset>? undone = null;
        var failure = await Attempts.TryAsync(async () =>
            undone = await Runs.UndoAsync(report.Cluster, report.Run, null, PageActor.Current, CancellationToken.None));
        _busy = false;
        if (undone is not null)
        {
            Reports.Show(new ResetReport(report.Cluster, undone, IsUndo: true));
        }

        _failure = failure;
    }
}
