using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Codec;
using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Takes the requests of one connection to the dispatcher and posts their answers, each in the header format of its request. A request that
/// is answered at once is answered on the reading thread.
/// </summary>
internal sealed partial class RequestTurns(TcpConnection connection, IDispatcher dispatcher, OutboundFrames output, TcpSettings settings)
{
    private readonly ILogger _logger = settings.Logger;

    /// <summary>Bytes of frames whose requests are not yet answered.</summary>
    public ByteGauge InHand { get; } = new();

    public void Begin(RemotingCommand request, HeaderFormat format, long bytes)
    {
        InHand.Add(bytes);
        ValueTask<RemotingCommand?> answering;
        try
        {
            answering = dispatcher.DispatchAsync(new InboundRequest(request, connection), connection.Closed);
        }
        catch (Exception exception)
        {
            answering = ValueTask.FromException<RemotingCommand?>(exception);
        }

        _ = EndAsync(request, format, bytes, answering);
    }

    /// <summary>Completes when there is room for one more: few enough bytes in hand, few enough answers waiting.</summary>
    public Task RoomAsync()
    {
        var inHand = InHand.AtMostAsync(settings.Options.InHandBytes);
        var answers = output.Answers.AtMostAsync(settings.Options.WaitingBytes);
        return inHand.IsCompleted && answers.IsCompleted ? Task.CompletedTask : Task.WhenAll(inHand, answers);
    }

    private async Task EndAsync(RemotingCommand request, HeaderFormat format, long bytes, ValueTask<RemotingCommand?> answering)
    {
        try
        {
            var answer = await answering.ConfigureAwait(false);
            Post(request, answer, format);
        }
        catch (Exception exception)
        {
            // A dispatcher turns failures into answers: this one is a fault of its own, and the caller is not left waiting.
            LogFailed(exception, request.Code, connection.RemoteAddress);
            Post(request, Apology(request.Opaque, $"{exception.GetType().Name}: {exception.Message}"), format);
        }
        finally
        {
            InHand.Remove(bytes);
        }
    }

    private void Post(RemotingCommand request, RemotingCommand? answer, HeaderFormat format)
    {
        if (answer is null || request.IsOneWay)
        {
            return;
        }

        try
        {
            output.TryPost(answer, format);
        }
        catch (FrameException exception)
        {
            LogTooLarge(connection.RemoteAddress, exception.Message);
            output.TryPost(Apology(answer.Opaque, exception.Message), format);
        }

        if (output.Waiting > settings.Options.OverflowBytes)
        {
            connection.Close($"its peer does not read: {output.Waiting} bytes wait");
        }
    }

    private static RemotingCommand Apology(int opaque, string remark) =>
        RemotingCommand.Answer(ResponseCode.SystemError, remark) with { Opaque = opaque };

    [LoggerMessage(Level = LogLevel.Error, Message = "request {Code} from {Peer} failed outside its handler")]
    private partial void LogFailed(Exception exception, int code, string peer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "an answer to {Peer} does not fit into a frame: {Reason}")]
    private partial void LogTooLarge(string peer, string reason);
}
