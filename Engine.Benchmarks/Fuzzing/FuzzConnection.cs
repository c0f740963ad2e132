using System.Buffers;
using Engine.Protocol;
using Engine.Remoting.Codec;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>The server's end of a connection on which damaged frames come in; what the server writes is encoded and thrown away.</summary>
internal sealed class FuzzConnection(IDispatcher dispatcher, string localAddress, string remoteAddress) : IConnection, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly List<Task<RemotingCommand?>> _held = [];

    public string LocalAddress { get; } = localAddress;

    public string RemoteAddress { get; } = remoteAddress;

    public bool IsOpen => !_closed.IsCancellationRequested;

    public CancellationToken Closed => _closed.Token;

    /// <summary>
    /// The answer, or null when there is none yet, or none wanted, or the frame is refused or not whole, upon which a socket would be
    /// closed or wait.
    /// </summary>
    internal async ValueTask<RemotingCommand?> ReceiveAsync(byte[] frame)
    {
        var buffer = new ReadOnlySequence<byte>(frame);
        RemotingCommand? command;
        try
        {
            if (!FrameReader.TryRead(ref buffer, out command))
                return null;
        }
        catch (FrameException)
        {
            return null;
        }

        var answering = dispatcher.DispatchAsync(new InboundRequest(command!, this), Closed).AsTask();
        if (!answering.IsCompleted && command!.Code is 11 or 361 or 30002)
        {
            _held.Add(answering);
            return null;
        }

        return Encoded(await answering.ConfigureAwait(false));
    }

    /// <summary>Closes it, whereupon held requests end.</summary>
    internal async Task CloseAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        foreach (var answer in await Task.WhenAll(_held).ConfigureAwait(false))
            Encoded(answer);

        _held.Clear();
    }

    public void Dispose() => _closed.Dispose();

    public Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Encoded(request);
        throw new RemotingSendException(RemoteAddress, request.Code, "this client answers no requests");
    }

    public ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        Encoded(request);
        return ValueTask.CompletedTask;
    }

    public void Close(string reason) => _closed.Cancel();

    private static RemotingCommand? Encoded(RemotingCommand? command)
    {
        if (command is not null)
        {
            var output = new ArrayBufferWriter<byte>();
            FrameWriter.Write(command, HeaderFormat.Json, output);
            output.ResetWrittenCount();
            FrameWriter.Write(command, HeaderFormat.Binary, output);
        }

        return command;
    }
}
