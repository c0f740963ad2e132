using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>One side of a stream over TCP. A connection that is reset shows as an IOException, as the framework does it.</summary>
internal sealed class TcpStream(ConnectionContext context, string remoteAddress) : IStreamConnection
{
    private int _closed;

    public string RemoteAddress { get; } = remoteAddress;

    public PipeReader Input => context.Transport.Input;

    public PipeWriter Output => context.Transport.Output;

    /// <summary>Closes it; the other side gets what was written before, if it reads.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            await Output.CompleteAsync().ConfigureAwait(false);
            await Input.CompleteAsync().ConfigureAwait(false);
            await context.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Cuts it: the other side sees a fault.</summary>
    internal async ValueTask AbortAsync(string reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            context.Abort(new ConnectionAbortedException(reason));
            await context.DisposeAsync().ConfigureAwait(false);
        }
    }
}
