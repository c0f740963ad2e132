namespace Dashboard.Changes.Audit;

/// <summary>The audit entry could not be written, therefore the change was not made.</summary>
internal sealed class AuditUnavailableException(string path, Exception inner)
    : Exception(
        $"nothing was changed: the audit entry could not be written to {path} ({inner.Message}); free the disk or mend its permissions",
        inner);
