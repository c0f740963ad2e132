namespace Dashboard.Changes.Resets;

/// <summary>Under which names resets stand in the audit.</summary>
internal static class ResetActions
{
    public const string Reset = "offsets.reset";

    public const string Undo = "offsets.undo";

    /// <summary>Whether an entry of that action has offsets of before that can be restored.</summary>
    public static bool CanBeUndone(string action) => action is Reset or Undo;
}
