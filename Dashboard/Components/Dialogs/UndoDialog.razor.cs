using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Shows what an undo will do to each queue, and does it.</summary>
public sealed partial class UndoDialog
{
    private ElementReference _safe;
    private UndoPlan? _plan;
    private ResetPreviewLine[] _lines = [];
    private string? _problem;
    private string? _reason;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    /// <summary>Id of the reset that is undone.</summary>
    [Parameter, EditorRequired]
    public string ResetId { get; set; } = string.Empty;

    [Inject]
    private ResetUndo Undo { get; set; } = default!;

    [Inject]
    private ResetWords Words { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private int Restorable => _plan is { Refusal: null } plan ? plan.Steps.Count(step => step.Target is not null) : 0;

    private string? Problem => _problem
        ?? (_plan?.Refusal is { } refusal ? FailureWords.Of(Texts, refusal)
            : _plan is not null && Restorable == 0 ? Texts["UndoNothing"] : null);

    protected override async Task OnInitializedAsync()
    {
        _problem = await Attempts.TryAsync(async () => _plan = await Undo.PlanAsync(Cluster, Group, ResetId, CancellationToken.None));
        _lines = _plan is null ? [] : [.. Words.Lines(_plan)];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _safe.FocusAsync();
        }
    }

    private async Task ApplyAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _problem) = (true, null);
        ResetOutcome? outcome = null;
        var reason = string.IsNullOrWhiteSpace(_reason) ? null : _reason;
        _problem = await Attempts.TryAsync(async () =>
            outcome = await Undo.UndoAsync(Cluster, Group, ResetId, reason, PageActor.Current, CancellationToken.None));
        _busy = false;
        if (outcome is not null)
        {
            Say([new GroupReset(Group, outcome, null)]);
            Dialogs.Close(true);
        }
    }

    private void Say(IReadOnlyList<GroupReset> run)
    {
        var words = Words.Result(run, isUndo: true);
        if (ResetWords.IsFailure(run))
        {
            Notices.Failed(words);
        }
        else
        {
            Notices.Done(words);
        }
    }
}
