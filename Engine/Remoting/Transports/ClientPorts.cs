namespace Engine.Remoting.Transports;

/// <summary>Port numbers for the client sides of in-process connections, each used by one open connection at a time.</summary>
internal sealed class ClientPorts
{
    public const int First = 40_000;
    public const int Last = 65_535;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _taken = [];
    private readonly int _first;
    private readonly int _last;
    private int _next;

    public ClientPorts(int first = First, int last = Last)
    {
        _first = _next = first;
        _last = last;
    }

    /// <summary>The next free number in a round, so that a number rests before it is used again; false when all are taken.</summary>
    public bool TryTake(out int port)
    {
        lock (_lock)
        {
            for (var tried = 0; tried <= _last - _first; tried++)
            {
                port = _next;
                _next = _next == _last ? _first : _next + 1;
                if (_taken.Add(port))
                {
                    return true;
                }
            }
        }

        port = 0;
        return false;
    }

    public void GiveBack(int port)
    {
        lock (_lock)
        {
            _taken.Remove(port);
        }
    }
}
