using Engine.Protocol;
using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports;

/// <summary>What both sides of an in-process connection share: the passage between them, and that they close together.</summary>
internal sealed partial class InProcessLink(ICommandPassage passage, ILogger logger)
{
    private readonly CancellationTokenSource _closed = new();
    private InProcessConnection? _client;
    private InProcessConnection? _server;
    private Action? _onClosed;
    private int _closing;

    public CancellationToken Closed => _closed.Token;

    public bool IsOpen => Volatile.Read(ref _closing) == 0;

    /// <summary>Joins both sides; called once, before either is used.</summary>
    public void Bind(InProcessConnection client, IDispatcher clientDispatcher, InProcessConnection server, IDispatcher serverDispatcher)
    {
        client.Join(server, serverDispatcher);
        server.Join(client, clientDispatcher);
        _client = client;
        _server = server;
    }

    /// <summary>What to do first at the end; set once, before either side is used.</summary>
    public void OnClosed(Action action) => _onClosed = action;

    public RemotingCommand Carry(RemotingCommand command) => passage.Carry(command);

    /// <summary>Fails the pending calls of both sides, then tells who watches <see cref="Closed"/>, on the calling thread.</summary>
    public void Close(string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        _onClosed?.Invoke();
        _client?.FailPending(reason);
        _server?.FailPending(reason);
        try
        {
            _closed.Cancel();
        }
        catch (AggregateException exception)
        {
            LogWatcherFailed(exception, _client?.LocalAddress, _server?.LocalAddress);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a watcher of the closed connection {Client} -> {Server} failed")]
    private partial void LogWatcherFailed(Exception exception, string? client, string? server);
}
