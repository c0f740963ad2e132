namespace Engine.Store.Retention;

/// <summary>Which log files go.</summary>
/// <param name="Start">Log offset at which the log begins afterwards; 0 when nothing goes.</param>
/// <param name="Reasons">Why each file goes, oldest first.</param>
internal sealed record RetentionPlan(long Start, IReadOnlyList<RetentionReason> Reasons);
