using Dashboard.Changes.Audit;
using Engine.Admin;

namespace Dashboard.Components.Controls;

/// <summary>
/// Does what a button says. Whatever fails becomes a sentence for the page: an exception that leaves a dialog would end the browser tab's
/// connection.
/// </summary>
internal sealed partial class Attempts(ILogger<Attempts> logger)
{
    /// <summary>Null when it was done, else why not.</summary>
    public async Task<string?> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception exception) when (exception is AdminException or AuditUnavailableException or AuditUnreadableException)
        {
            return exception.Message;
        }
        catch (Exception exception)
        {
            LogUnforeseen(logger, exception);
            return $"It failed in a way that was not foreseen: {exception.Message} Look at the figures before you try again; "
                + "the console's log says more.";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What a button was to do failed in a way that was not foreseen")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception);
}
