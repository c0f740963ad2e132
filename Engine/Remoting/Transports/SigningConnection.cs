using Engine.Protocol;
using Engine.Remoting.Connections;

namespace Engine.Remoting.Transports;

/// <summary>A connection whose own requests are signed.</summary>
internal sealed class SigningConnection(IConnection inner, string accessKey, string secretKey) : IConnection
{
    public string LocalAddress => inner.LocalAddress;

    public string RemoteAddress => inner.RemoteAddress;

    public bool IsOpen => inner.IsOpen;

    public CancellationToken Closed => inner.Closed;

    public Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken) =>
        inner.CallAsync(Sign(request), timeout, cancellationToken);

    public ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken) =>
        inner.SendOneWayAsync(Sign(request), cancellationToken);

    public void Close(string reason) => inner.Close(reason);

    public override string? ToString() => inner.ToString();

    private RemotingCommand Sign(RemotingCommand request) => AccessSignature.Sign(request, accessKey, secretKey);
}
