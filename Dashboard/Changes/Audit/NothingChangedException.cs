namespace Dashboard.Changes.Audit;

/// <summary>
/// Tells <see cref="AuditedChange"/> that a change ended before anything was touched; whoever asked for the change gets the reason.
/// </summary>
internal sealed class NothingChangedException(Exception reason) : Exception(reason.Message, reason)
{
    public Exception Reason { get; } = reason;
}
