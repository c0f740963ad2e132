using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>The bytes of one connection, in the clear, and how it ends.</summary>
internal sealed class TcpChannel(ConnectionContext context, IDuplexPipe pipe, string localAddress, string remoteAddress) : IAsyncDisposable
{
    private readonly SslStream? _tls;

    public TcpChannel(ConnectionContext context, SslStream tls, string localAddress, string remoteAddress)
        : this(context, new StreamPipes(tls), localAddress, remoteAddress) => _tls = tls;

    public PipeReader Input => pipe.Input;

    public PipeWriter Output => pipe.Output;

    /// <summary>"ip:port".</summary>
    public string LocalAddress => localAddress;

    /// <summary>"ip:port".</summary>
    public string RemoteAddress => remoteAddress;

    /// <summary>Ends it at once; what is unwritten is lost.</summary>
    public void Abort(string reason) => context.Abort(new ConnectionAbortedException(reason));

    /// <summary>Writes what the pipe holds and closes the socket; called when nobody uses the pipe any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await pipe.Input.CompleteAsync().ConfigureAwait(false);
        await pipe.Output.CompleteAsync().ConfigureAwait(false);
        if (_tls is not null)
        {
            await _tls.DisposeAsync().ConfigureAwait(false);
        }

        await context.DisposeAsync().ConfigureAwait(false);
    }
}
