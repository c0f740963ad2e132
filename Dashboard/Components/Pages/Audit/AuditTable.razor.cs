using Dashboard.Changes.Audit;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Audit;

/// <summary>Entries of the audit; one of them opened.</summary>
public sealed partial class AuditTable
{
    /// <summary>Null shows that they are being read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AuditRecord>? Records { get; set; }

    /// <summary>Id of the opened entry; null when none is.</summary>
    [Parameter]
    public long? Open { get; set; }

    /// <summary>Time that ages are told from.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public EventCallback<long> OnToggle { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private static string? Look(AuditRecord record) => record.Outcome switch
    {
        "done" => "fine",
        "partly done" => "warn",
        AuditRecord.Failed => "bad",
        AuditRecord.Refused => "bad",
        _ => "unknown",
    };

    private string When(AuditRecord record) => Display.Moment(record.At);

    private string OutcomeText(AuditRecord record) => Texts[record.Outcome switch
    {
        "done" => "AuditDone",
        "partly done" => "AuditPartly",
        AuditRecord.Failed => "AuditFailed",
        AuditRecord.Refused => "AuditRefused",
        _ => "AuditOpen",
    }];

    private string? OutcomeTitle(AuditRecord record) => record.Outcome is null ? Texts["AuditOpenTitle"] : record.Detail;
}
