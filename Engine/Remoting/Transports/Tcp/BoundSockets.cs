using System.Net;
using System.Net.Sockets;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Free ports that were taken before anybody listens on them, so that an address can be told early and nobody else gets it meanwhile.
/// </summary>
internal sealed class BoundSockets : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPEndPoint, Socket> _sockets = [];

    /// <summary>Takes any free port of an address.</summary>
    public int Reserve(IPAddress address)
    {
        var socket = Bind(new IPEndPoint(address, 0));
        var bound = (IPEndPoint)socket.LocalEndPoint!;
        lock (_lock)
        {
            _sockets[bound] = socket;
        }

        return bound.Port;
    }

    /// <summary>The socket that was bound before, the first time; a new one afterwards and for any other endpoint.</summary>
    public Socket Take(EndPoint endpoint)
    {
        lock (_lock)
        {
            if (endpoint is IPEndPoint ip && _sockets.Remove(ip, out var socket))
            {
                return socket;
            }
        }

        return Bind(endpoint);
    }

    /// <summary>Gives back what nobody took.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var socket in _sockets.Values)
            {
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    private static Socket Bind(EndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
