using System.Runtime.ExceptionServices;

namespace Dashboard.Changes.Audit;

/// <summary>
/// The only way a change is made: the entry first, then the change, then how it ended. The outcome is written even when the asker
/// went away in the meantime; when writing it fails, the change has happened and its entry stands without an outcome. Afterwards
/// <c>changed</c> is told the cluster, so that figures read from then on show the change.
/// </summary>
internal sealed partial class AuditedChange(AuditLog log, Action<string> changed, ILogger<AuditedChange> logger)
{
    /// <summary>
    /// Runs a change under its entry; the entry's id goes to the change and back. A change that ends before it touched anything says so by
    /// <see cref="NothingChangedException"/>, whose reason is thrown on.
    /// </summary>
    public async Task<T> RunAsync<T>(
        AuditEntry entry,
        Func<long, CancellationToken, Task<T>> change,
        Func<T, AuditOutcome> outcome,
        CancellationToken cancellationToken)
    {
        var id = await log.BeginAsync(entry, cancellationToken);
        T result;
        try
        {
            result = await change(id, cancellationToken);
        }
        catch (Exception exception)
        {
            changed(entry.Cluster);
            await CompleteAsync(id, entry, AuditOutcome.Of(exception));
            if (exception is NothingChangedException refusal)
            {
                ExceptionDispatchInfo.Throw(refusal.Reason);
            }

            throw;
        }

        changed(entry.Cluster);
        await CompleteAsync(id, entry, outcome(result));
        return result;
    }

    /// <summary>Runs a change that gives nothing back.</summary>
    public Task RunAsync(AuditEntry entry, Func<CancellationToken, Task> change, CancellationToken cancellationToken) =>
        RunAsync(
            entry,
            async (_, token) =>
            {
                await change(token);
                return true;
            },
            static _ => AuditOutcome.Done,
            cancellationToken);

    private async Task CompleteAsync(long id, AuditEntry entry, AuditOutcome outcome)
    {
        try
        {
            await log.CompleteAsync(id, outcome, CancellationToken.None);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            LogOutcomeLost(logger, exception, id, entry.Action, entry.Subject, outcome.Result);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit entry {Id} ({Action} of {Subject}, {Result}) stands without its outcome")]
    private static partial void LogOutcomeLost(ILogger logger, Exception exception, long id, string action, string subject, string result);
}
