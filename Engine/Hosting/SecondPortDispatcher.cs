using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Hosting;

/// <summary>
/// What a broker answers on its "VIP" port: everything but the requests that hold a place for long. Mirrors the fast server of
/// BrokerController#registerProcessor.
/// </summary>
internal sealed class SecondPortDispatcher(IDispatcher main) : IDispatcher
{
    private const int PopMessage = 200050;
    private const int PeekMessage = 200052;
    private const int Notification = 200054;

    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken) =>
        request.Command.Code is RequestCode.PullMessage or RequestCode.LitePullMessage or PopMessage or PeekMessage or Notification
            ? ValueTask.FromResult(Refusal(request.Command))
            : main.DispatchAsync(request, cancellationToken);

    private static RemotingCommand? Refusal(RemotingCommand request) =>
        request.IsOneWay
            ? null
            : RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, $" request type {request.Code} not supported")
                with
            { Opaque = request.Opaque };
}
