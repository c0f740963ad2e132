using Dashboard.Changes.Audit;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Audit;

/// <summary>Before and after of each queue that a change touched.</summary>
public sealed partial class AuditRows
{
    [Parameter, EditorRequired]
    public IReadOnlyList<AuditRow> Rows { get; set; } = [];

    [Inject]
    private ResetWords Words { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool ShowsGroups => Rows.Any(row => row.Group is not null);
}
