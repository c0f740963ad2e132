namespace Dashboard.Changes.Audit;

/// <summary>The audit could not be read.</summary>
internal sealed class AuditUnreadableException : Exception
{
    public AuditUnreadableException(string path, Exception inner)
        : base($"the audit could not be read from {path} ({inner.Message}); try again, or mend the file", inner)
    {
    }

    private AuditUnreadableException(AuditUnreadableException inner)
        : base($"nothing was changed: {inner.Message}", inner)
    {
    }

    /// <summary>The same, said of a change that was not made for it.</summary>
    public AuditUnreadableException AsRefusal() => new(this);
}
