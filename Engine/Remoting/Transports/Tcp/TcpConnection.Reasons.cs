using Engine.Remoting.Codec;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports.Tcp;

internal sealed partial class TcpConnection
{
    private void CloseIdle() => Close($"nothing came or went for {_settings.Options.IdleTime.TotalSeconds:0} s");

    private void CannotWrite(Exception? exception) => Close(exception is null ? "the peer closed the connection" : Explain(exception));

    private string Explain(Exception exception)
    {
        switch (exception)
        {
            case FrameException:
                LogBadFrame(RemoteAddress, exception.Message);
                return exception.Message;
            case OperationCanceledException when !IsOpen:
                return "closed";
            case IOException or ConnectionAbortedException or OperationCanceledException or ObjectDisposedException:
                return $"the connection broke: {exception.Message}";
            default:
                LogFailed(exception, RemoteAddress);
                return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "closing the connection of {Peer}, which sent no frame: {Reason}")]
    private partial void LogBadFrame(string peer, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "reading from {Peer} failed")]
    private partial void LogFailed(Exception exception, string peer);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the connection {Local} -> {Remote} closes: {Reason}")]
    private partial void LogClosed(string local, string remote, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "a watcher of the closed connection {Local} -> {Remote} failed")]
    private partial void LogWatcherFailed(Exception exception, string local, string remote);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "the connection of {Peer} is closed with {Bytes} bytes of requests still in hand")]
    private partial void LogUnanswered(string peer, long bytes);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the connection of {Peer} closed before its requests in hand were answered")]
    private partial void LogClosedBefore(string peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "the connection {Local} -> {Remote} did not end in order")]
    private partial void LogEndFailed(Exception exception, string local, string remote);
}
