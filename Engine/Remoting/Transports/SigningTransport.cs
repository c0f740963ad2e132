using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;

namespace Engine.Remoting.Transports;

/// <summary>
/// Another transport whose outgoing requests, also those to name servers, are signed with an access key; answers are not. Mirrors
/// AclClientRPCHook.
/// </summary>
internal sealed class SigningTransport(ITransport inner, string accessKey, string secretKey) : ITransport
{
    public ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        inner.ListenAsync(address, dispatcher, cancellationToken);

    public async ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        new SigningConnection(
            await inner.ConnectAsync(address, dispatcher, cancellationToken).ConfigureAwait(false), accessKey, secretKey);
}
