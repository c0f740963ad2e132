namespace Dashboard.Components.Dialogs;

/// <summary>Keeps the last reset of this browser tab at hand, so that it can be undone from the pages of its groups.</summary>
internal sealed class ResetReports
{
    public event Action? Changed;

    /// <summary>Null before the first, and when it was taken away.</summary>
    public ResetReport? Last { get; private set; }

    public void Show(ResetReport? report)
    {
        Last = report;
        Changed?.Invoke();
    }
}
