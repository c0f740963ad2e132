using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;
using Engine.Admin;

namespace Dashboard.Components.Controls;

/// <summary>Why something was not done, in the language of a page (pure); what the engine and brokers say is English.</summary>
internal static class FailureWords
{
    /// <summary>Null for a failure that was not foreseen.</summary>
    public static string? Find(Texts texts, Exception failure) => failure switch
    {
        AdminException admin => FailureStatus.Words(texts, admin),
        UndoRefusedException refused => Of(texts, refused.Refusal),
        ResetDriftException drift => texts.Format("DriftOfGroup", Of(texts, drift.Reasons)),
        AuditUnavailableException or AuditUnreadableException => texts.Format("FailureAudit", failure.Message),
        _ => null,
    };

    public static string Of(Texts texts, Exception failure) =>
        Find(texts, failure) ?? texts.Format("FailureUnforeseen", failure.Message);

    /// <summary>Why a reset cannot be undone, as a whole sentence.</summary>
    public static string Of(Texts texts, UndoRefusal refusal)
    {
        var queues = refusal.More == 0
            ? refusal.Queue.ToString()
            : texts.Format("UndoQueues", refusal.Queue, refusal.More);
        return texts.Format("UndoRefused", texts.Format($"UndoRefusal{refusal.Kind}", refusal.By, queues));
    }

    /// <summary>The first three reasons.</summary>
    public static string Of(Texts texts, IEnumerable<ResetDriftReason> reasons) =>
        string.Join(texts["DriftAnd"], reasons.Take(3).Select(reason => Of(texts, reason)));

    private static string Of(Texts texts, ResetDriftReason reason)
    {
        var (shown, now) = (Offset(texts, reason.Shown), Offset(texts, reason.Now));
        var words = texts.Format($"Drift{reason.Kind}", reason.Queue, shown, now, reason.End);
        return reason.Group is null ? words : $"{reason.Group}: {words}";
    }

    private static object Offset(Texts texts, long? offset) => offset is { } known ? known : texts["DriftNone"];
}
