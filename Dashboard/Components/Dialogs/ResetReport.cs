using Dashboard.Changes.Resets;

namespace Dashboard.Components.Dialogs;

/// <summary>The last reset or undo of a browser tab.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Run">What was done, group by group.</param>
/// <param name="IsUndo">Whether it undid another one.</param>
internal sealed record ResetReport(string Cluster, IReadOnlyList<GroupReset> Run, bool IsUndo)
{
    public bool CanBeUndone => !IsUndo && Run.Any(one => one.Outcome is { } outcome && outcome.Failed < outcome.Rows.Count);

    public bool Concerns(string cluster, string group) => Cluster == cluster && Run.Any(one => one.Group == group);
}
