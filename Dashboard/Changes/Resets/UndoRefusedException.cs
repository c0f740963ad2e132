namespace Dashboard.Changes.Resets;

/// <summary>A reset cannot be undone; nothing was changed.</summary>
internal sealed class UndoRefusedException(string resetId, UndoRefusal refusal)
    : Exception($"nothing was changed, reset #{resetId} cannot be undone: {refusal.Text}")
{
    public UndoRefusal Refusal { get; } = refusal;
}
