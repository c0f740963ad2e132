namespace Engine.Hosting;

/// <summary>Listeners that end together, the last one first; each ends even when another fails to.</summary>
internal sealed class ListenerGroup : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _listeners = [];

    public void Add(IAsyncDisposable listener) => _listeners.Push(listener);

    public async ValueTask DisposeAsync()
    {
        if (!_listeners.TryPop(out var last))
        {
            return;
        }

        try
        {
            await last.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }
}
