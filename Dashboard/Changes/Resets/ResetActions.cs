using Dashboard.Changes.Audit;

namespace Dashboard.Changes.Resets;

/// <summary>Under which names resets stand in the audit.</summary>
internal static class ResetActions
{
    public const string Reset = AuditActions.OffsetsReset;

    public const string Undo = AuditActions.OffsetsUndo;

    /// <summary>Whether an entry of that action has offsets of before that can be restored.</summary>
    public static bool CanBeUndone(string action) => action is Reset or Undo;
}
