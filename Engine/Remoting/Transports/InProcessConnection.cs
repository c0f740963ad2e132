using Engine.Protocol;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;

namespace Engine.Remoting.Transports;

/// <summary>
/// One side of an in-process connection. A request runs in the dispatcher of the other side on the calling thread; when it is
/// answered there and then, nothing waits and nothing is registered. Otherwise the call waits in the pending table, with the
/// time-outs and failures of any other transport.
/// </summary>
internal sealed class InProcessConnection(InProcessLink link, string localAddress, PendingCallTable pending) : IConnection
{
    private InProcessConnection? _peer;
    private IDispatcher? _peerDispatcher;

    public string LocalAddress { get; } = localAddress;

    public string RemoteAddress => pending.Address;

    public bool IsOpen => link.IsOpen;

    public CancellationToken Closed => link.Closed;

    public async Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = Carry(request with { Opaque = pending.NextOpaque() }, request.Code);
        var answering = DispatchAsync(sent, request.Code);
        var answer = answering.IsCompletedSuccessfully
            ? await answering.ConfigureAwait(false)
            : await WaitAsync(sent, answering, timeout, cancellationToken).ConfigureAwait(false);
        if (!IsOpen)
        {
            throw new RemotingSendException(RemoteAddress, request.Code, "the connection closed before the answer came");
        }

        return Carry(answer ?? throw NoAnswer(request.Code), request.Code);
    }

    public async ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var oneWay = request.IsOneWay ? request : request.AsOneWay();
        var sent = Carry(oneWay with { Opaque = pending.NextOpaque() }, request.Code);
        var handling = DispatchAsync(sent, request.Code);
        if (handling.IsCompletedSuccessfully)
        {
            await handling.ConfigureAwait(false);
            return;
        }

        // Handed over: how it goes on is the other side's affair, and a dispatcher turns failures into answers.
        _ = handling.AsTask();
    }

    public void Close(string reason) => link.Close(reason);

    public override string ToString() => $"{LocalAddress} -> {RemoteAddress}";

    internal void Join(InProcessConnection peer, IDispatcher peerDispatcher)
    {
        _peer = peer;
        _peerDispatcher = peerDispatcher;
    }

    internal void FailPending(string reason) => pending.Close(reason);

    private ValueTask<RemotingCommand?> DispatchAsync(RemotingCommand sent, int code) =>
        IsOpen
            ? _peerDispatcher!.DispatchAsync(new InboundRequest(sent, _peer!), Closed)
            : throw new RemotingSendException(RemoteAddress, code, "the connection is closed");

    private async Task<RemotingCommand?> WaitAsync(
        RemotingCommand sent,
        ValueTask<RemotingCommand?> answering,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var waiting = pending.WaitAsync(sent, timeout, cancellationToken);
        _ = CompleteAsync(sent, answering);
        return await waiting.ConfigureAwait(false);
    }

    private async Task CompleteAsync(RemotingCommand sent, ValueTask<RemotingCommand?> answering)
    {
        try
        {
            pending.Complete(await answering.ConfigureAwait(false) ?? throw NoAnswer(sent.Code));
        }
        catch (Exception exception)
        {
            pending.Fail(sent.Opaque, exception as RemotingException
                ?? new RemotingSendException(RemoteAddress, sent.Code, exception.Message, exception));
        }
    }

    private RemotingCommand Carry(RemotingCommand command, int code)
    {
        try
        {
            return link.Carry(command);
        }
        catch (Exception exception)
        {
            throw new RemotingSendException(RemoteAddress, code, exception.Message, exception);
        }
    }

    private RemotingSendException NoAnswer(int code) => new(RemoteAddress, code, "the other side gave no answer");
}
