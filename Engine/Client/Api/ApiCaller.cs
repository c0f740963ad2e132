using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;

namespace Engine.Client.Api;

/// <summary>
/// The one place where requests leave the client: every failure, of the connection, of the time or by the answer's code, becomes a
/// <see cref="ClientException"/> that names address and request; the remoting failure stays its inner exception.
/// </summary>
/// <param name="remoting">Sends.</param>
/// <param name="unreachable">Hears of an address that could not be reached, or whose connection closed before an answer.</param>
internal sealed class ApiCaller(IRemotingClient remoting, Action<string>? unreachable = null)
{
    /// <summary>The answer, whatever its code.</summary>
    public async ValueTask<RemotingCommand> CallAsync(
        string address,
        RemotingCommand request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        try
        {
            return await remoting.CallAsync(address, request, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>The answer, when it is a success.</summary>
    public async Task<RemotingCommand> RequireAsync(
        string address,
        RemotingCommand request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var answer = await CallAsync(address, request, timeout, cancellationToken).ConfigureAwait(false);
        return answer.Code == ResponseCode.Success ? answer : throw Refused(address, request.Code, answer);
    }

    /// <summary>What <paramref name="read"/> takes out of a successful answer.</summary>
    public async Task<T> ReadAsync<T>(
        string address,
        RemotingCommand request,
        TimeSpan timeout,
        Func<RemotingCommand, T> read,
        CancellationToken cancellationToken)
    {
        var answer = await RequireAsync(address, request, timeout, cancellationToken).ConfigureAwait(false);
        return Read(address, request.Code, answer, read);
    }

    public async Task SendOneWayAsync(string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await remoting.SendOneWayAsync(address, request, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>What <paramref name="read"/> takes out of an answer; one that it cannot read is a failure like any other.</summary>
    public static T Read<T>(string address, int requestCode, RemotingCommand answer, Func<RemotingCommand, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (CommandFieldException exception)
        {
            var message = $"the answer of {address} to request {requestCode} cannot be read: {exception.Message}";
            throw new ClientException(ResponseCode.SystemError, message, exception);
        }
    }

    public static ClientException Refused(string address, int requestCode, RemotingCommand answer) =>
        new(answer.Code, $"request {requestCode} to {address} was answered with code {answer.Code}: {answer.Remark ?? "no remark"}");

    private ClientException Failed(RemotingException exception)
    {
        if (exception is RemotingTimeoutException)
        {
            return new(ClientErrorCode.AccessBrokerTimeout, exception.Message, exception);
        }

        unreachable?.Invoke(exception.Address);
        return new(ClientErrorCode.ConnectBroker, exception.Message, exception);
    }
}
