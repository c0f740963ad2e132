using Engine.Remoting.Inbound;

namespace Engine.Remoting.Transports;

/// <summary>An address that accepts in-process connections until it is disposed, which closes them.</summary>
internal sealed class InProcessListener(string address, IDispatcher dispatcher, Action<InProcessListener> onClosed) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<InProcessLink> _links = [];
    private bool _closed;

    public string Address { get; } = address;

    public IDispatcher Dispatcher { get; } = dispatcher;

    /// <summary>False when the listener is closed.</summary>
    public bool TryAdd(InProcessLink link)
    {
        lock (_lock)
        {
            return !_closed && _links.Add(link);
        }
    }

    public void Remove(InProcessLink link)
    {
        lock (_lock)
        {
            _links.Remove(link);
        }
    }

    public ValueTask DisposeAsync()
    {
        InProcessLink[] open;
        lock (_lock)
        {
            if (_closed)
            {
                return ValueTask.CompletedTask;
            }

            _closed = true;
            open = [.. _links];
        }

        onClosed(this);
        foreach (var link in open)
        {
            link.Close($"the listener {Address} stopped");
        }

        return ValueTask.CompletedTask;
    }
}
