using System.Collections.Frozen;
using Engine.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Inbound;

/// <summary>
/// Answers requests through the handlers registered for their codes, each family within its lane. A request that its handler
/// completes at once is answered on the calling thread. Mirrors NettyRemotingAbstract#processRequestCommand.
/// </summary>
internal sealed partial class RequestDispatcher : IDispatcher
{
    private const string BusyRemark = "[OVERLOAD]system busy, start flow control for a while";
    private const int UnknownCode = 0;
    private const int AnswerFlag = 1;

    private readonly FrozenDictionary<int, (IRequestHandler Handler, LaneGate Gate)> _handlers;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly RemotingInstruments? _instruments;

    /// <param name="registrations">One per code; registrations with an equal lane share its places.</param>
    /// <param name="logger">Takes failures of handlers.</param>
    /// <param name="timeProvider">Clock of the duration instrument.</param>
    /// <param name="meter">Takes the measurements; null = none.</param>
    public RequestDispatcher(
        IEnumerable<HandlerRegistration> registrations,
        ILogger logger,
        TimeProvider timeProvider,
        EngineMeter? meter = null)
    {
        _handlers = Bind(registrations, timeProvider);
        _logger = logger;
        _timeProvider = timeProvider;
        _instruments = meter?.Remoting;
    }

    /// <summary>The codes that have a handler.</summary>
    public IReadOnlyCollection<int> Codes => _handlers.Keys;

    /// <summary>What waits in the lane that a code's handler has; nothing for an unknown code.</summary>
    public LaneLoad LoadOf(int code) => _handlers.TryGetValue(code, out var bound) ? bound.Gate.Load : default;

    public async ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var measured = _instruments is { MeasuresDuration: true };
        var began = measured ? _timeProvider.GetTimestamp() : 0;
        var (answer, outcome) = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (measured)
        {
            var code = outcome == RequestOutcome.NotSupported ? UnknownCode : request.Command.Code;
            _instruments!.RequestAnswered(code, outcome, _timeProvider.GetElapsedTime(began));
        }

        return request.Command.IsOneWay ? null : Addressed(answer, request.Command);
    }

    private static FrozenDictionary<int, (IRequestHandler Handler, LaneGate Gate)> Bind(
        IEnumerable<HandlerRegistration> registrations, TimeProvider timeProvider)
    {
        var gates = new Dictionary<string, LaneGate>(StringComparer.Ordinal);
        var handlers = new Dictionary<int, (IRequestHandler, LaneGate)>();
        foreach (var (code, handler, lane) in registrations)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(lane.Parallelism, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(lane.Capacity);
            if (!gates.TryGetValue(lane.Name, out var gate))
            {
                gates[lane.Name] = gate = new LaneGate(lane, timeProvider);
            }

            if (gate.Lane != lane)
            {
                throw new ArgumentException($"the lane {lane.Name} is registered with two sizes", nameof(registrations));
            }

            if (!handlers.TryAdd(code, (handler, gate)))
            {
                throw new ArgumentException($"request code {code} is registered twice", nameof(registrations));
            }
        }

        return handlers.ToFrozenDictionary();
    }

    private static RemotingCommand Addressed(RemotingCommand answer, RemotingCommand request) =>
        answer.Opaque == request.Opaque && answer.IsResponse
            ? answer
            : answer with { Opaque = request.Opaque, Flag = answer.Flag | AnswerFlag };

    private async ValueTask<(RemotingCommand Answer, string Outcome)> AnswerAsync(
        InboundRequest request, CancellationToken cancellationToken)
    {
        var code = request.Command.Code;
        if (!_handlers.TryGetValue(code, out var bound))
        {
            LogNotSupported(code, request.Connection.RemoteAddress);
            var remark = $" request type {code} not supported";
            return (RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, remark), RequestOutcome.NotSupported);
        }

        if (!bound.Gate.TryEnter(cancellationToken, out var turn))
        {
            _instruments?.LaneRejected(bound.Gate.Lane.Name);
            LogRejected(code, request.Connection.RemoteAddress, bound.Gate.Lane.Name);
            return (RemotingCommand.Answer(ResponseCode.SystemBusy, BusyRemark), RequestOutcome.Rejected);
        }

        try
        {
            if (turn is not null)
            {
                await turn.ConfigureAwait(false);
            }

            var answer = await HandleAsync(bound.Handler, bound.Gate, request, cancellationToken).ConfigureAwait(false);
            return (answer, RequestOutcome.Answered);
        }
        catch (Exception exception)
        {
            return (Failed(exception, request, cancellationToken), RequestOutcome.Failed);
        }
    }

    private static async ValueTask<RemotingCommand> HandleAsync(
        IRequestHandler handler,
        LaneGate gate,
        InboundRequest request,
        CancellationToken cancellationToken)
    {
        Answer answer;
        try
        {
            answer = await handler.HandleAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }

        if (answer.Pending is not null)
        {
            return await answer.Pending.ConfigureAwait(false);
        }

        return answer.Command ?? (request.Command.IsOneWay
            ? RemotingCommand.Success()
            : throw new InvalidOperationException($"the handler of request {request.Command.Code} gave no answer"));
    }

    private RemotingCommand Failed(Exception exception, InboundRequest request, CancellationToken cancellationToken)
    {
        var code = request.Command.Code;
        var peer = request.Connection.RemoteAddress;
        switch (exception)
        {
            case CommandFieldException:
                LogBadField(code, peer, exception.Message);
                return RemotingCommand.Answer(ResponseCode.SystemError, exception.Message);
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                LogCancelled(code, peer);
                return RemotingCommand.Answer(ResponseCode.SystemError, $"request {code} was cancelled");
            default:
                LogFailed(exception, code, peer);
                return RemotingCommand.Answer(ResponseCode.SystemError, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "request {Code} from {Peer} is not supported")]
    private partial void LogNotSupported(int code, string peer);

    [LoggerMessage(Level = LogLevel.Debug, Message = "request {Code} from {Peer} was rejected, the lane {Lane} is full")]
    private partial void LogRejected(int code, string peer, string lane);

    [LoggerMessage(Level = LogLevel.Warning, Message = "request {Code} from {Peer} cannot be read: {Reason}")]
    private partial void LogBadField(int code, string peer, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "request {Code} from {Peer} was cancelled")]
    private partial void LogCancelled(int code, string peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "request {Code} from {Peer} failed")]
    private partial void LogFailed(Exception exception, int code, string peer);
}
