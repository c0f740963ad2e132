using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Connections;

namespace Engine.Remoting.Transports;

/// <summary>A connection whose own requests are signed.</summary>
internal sealed class SigningConnection(IConnection inner, string accessKey, string secretKey) : IConnection
{
    public string LocalAddress => inner.LocalAddress;

    public string RemoteAddress => inner.RemoteAddress;

    public bool IsOpen => inner.IsOpen;

    public CancellationToken Closed => inner.Closed;

    /// <inheritdoc />
    /// <remarks>Brokers up to 4.9.3 want one field of a query by unique key not signed; who refuses it signed is asked once more.</remarks>
    public async Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = await inner.CallAsync(Sign(request), timeout, cancellationToken).ConfigureAwait(false);
        return answer.Code == ResponseCode.NoPermission
            && request.WriteHeader()?.ContainsKey(AccessSignature.UniqueKeyQueryField) == true
            ? await inner.CallAsync(Sign(request, asOf493: true), timeout, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    public ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken) =>
        inner.SendOneWayAsync(Sign(request), cancellationToken);

    public void Close(string reason) => inner.Close(reason);

    public override string? ToString() => inner.ToString();

    private RemotingCommand Sign(RemotingCommand request, bool asOf493 = false) =>
        AccessSignature.Sign(request, accessKey, secretKey, asOf493);
}
