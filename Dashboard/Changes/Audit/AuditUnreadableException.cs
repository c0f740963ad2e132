namespace Dashboard.Changes.Audit;

/// <summary>The audit could not be read.</summary>
internal sealed class AuditUnreadableException(string path, Exception inner)
    : Exception($"the audit could not be read from {path} ({inner.Message}); try again, or mend the file", inner);
