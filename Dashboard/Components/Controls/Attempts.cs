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
        catch (Exception exception)
        {
            if (FailureWords.Find(texts, exception) is { } words)
            {
                return words;
            }

            LogUnforeseen(logger, exception);
            return FailureWords.Of(texts, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What a button was to do failed in a way that was not foreseen")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception);
}
