using System.Globalization;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Audit;

/// <summary>One entry: what it did to each queue, and whether it can be undone.</summary>
public sealed partial class AuditDetail : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ending;
    private IReadOnlyList<AuditRow>? _rows;
    private string? _failure;
    private string? _refusal;
    private bool _isChecked;

    public AuditDetail() => _ending = _end.Token;

    [Parameter, EditorRequired]
    public AuditRecord Record { get; set; } = default!;

    [Inject]
    private ResetUndo Undo { get; set; } = default!;

    [Inject]
    private AuditLog Log { get; set; } = default!;

    [Inject]
    private AuditReader Reader { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool CanEverBeUndone => ResetActions.CanBeUndone(Record.Action);

    private string IdText => Record.Id.ToString(CultureInfo.InvariantCulture);

    private string? GuardText => _isChecked ? _refusal ?? Texts["UndoAllowed"] : null;

    public void Dispose()
    {
        Log.Written -= OnWritten;
        _end.Cancel();
        _end.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var checks = CanEverBeUndone && RendererInfo.IsInteractive;
        if (checks)
        {
            Log.Written += OnWritten;
        }

        await ReadRowsAsync();
        if (checks)
        {
            await CheckAsync();
        }
    }

    /// <summary>An outcome comes with another record, and with it another of these.</summary>
    private async Task ReadRowsAsync()
    {
        try
        {
            _rows = await Reader.ReadRowsAsync(Record.Id, _ending);
        }
        catch (AuditUnreadableException failure)
        {
            _failure = Texts.Format("FailureAudit", failure.Message);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The row was closed.
        }
    }

    private void OnWritten() => _ = InvokeAsync(async () =>
    {
        if (!_ending.IsCancellationRequested)
        {
            await CheckAsync();
            StateHasChanged();
        }
    });

    private async Task CheckAsync()
    {
        UndoPlan? plan = null;
        var failure = await Attempts.TryAsync(async () =>
        {
            try
            {
                plan = await Undo.PlanAsync(Record.Cluster, Record.Subject, IdText, _ending);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                // The row was closed.
            }
        });
        var refusal = plan?.Refusal is { } found ? FailureWords.Of(Texts, found) : null;
        (_refusal, _isChecked) = (failure ?? refusal, true);
    }

    private Task UndoAsync() => Dialogs.OpenAsync<UndoDialog>(
        Texts.Format("UndoAsk", Record.Id, Record.Subject),
        new()
        {
            [nameof(UndoDialog.Cluster)] = Record.Cluster,
            [nameof(UndoDialog.Group)] = Record.Subject,
            [nameof(UndoDialog.ResetId)] = IdText,
        },
        DialogLook.Of("760px"));
}
