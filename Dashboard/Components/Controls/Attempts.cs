using Dashboard.Changes.Audit;
using Engine.Admin;

namespace Dashboard.Components.Controls;

/// <summary>
/// Does what a button says. Whatever fails becomes a sentence for the page: an exception that leaves a dialog would end the browser tab's
/// connection.
/// </summary>
internal sealed partial class Attempts(Texts texts, ILogger<Attempts> logger)
{
    /// <summary>Null when it was done, else why not.</summary>
    public async Task<string?> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (AdminException exception)
        {
            return FailureStatus.Words(texts, exception);
        }
        catch (Exception exception) when (exception is AuditUnavailableException or AuditUnreadableException)
        {
            return texts.Format("FailureAudit", exception.Message);
        }
        catch (Exception exception)
        {
            LogUnforeseen(logger, exception);
            return texts.Format("FailureUnforeseen", exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What a button was to do failed in a way that was not foreseen")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception);
}
