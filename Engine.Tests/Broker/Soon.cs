namespace Engine.Tests.Broker;

/// <summary>Bounded waits that say what they waited for.</summary>
internal static class Soon
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static async Task Within(Task task, string expected, TimeSpan? patience = null)
    {
        try
        {
            await task.WaitAsync(patience ?? Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Expected {expected}.", late);
        }
    }

    internal static async Task<T> Within<T>(Task<T> task, string expected)
    {
        await Within((Task)task, expected);
        return await task;
    }
}
