namespace Engine.Broker.Statistics;

/// <summary>One held AWAIT_CHANGE. Waits until it is disposed in the cells it was added to; a wake counts once.</summary>
internal sealed class ChangeWaiter(IReadOnlyList<ChangeCell> cells, Action<ChangeWaiter> onDisposed) : IDisposable
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Woken => _woken.Task;

    public void Wake() => _woken.TrySetResult();

    public void Dispose()
    {
        foreach (var cell in cells)
        {
            cell.Remove(this);
        }

        onDisposed(this);
    }
}
