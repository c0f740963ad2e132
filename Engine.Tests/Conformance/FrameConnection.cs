using System.Buffers;
using System.Collections.Concurrent;
using Engine.Protocol;
using Engine.Remoting.Codec;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;

namespace Engine.Tests.Conformance;

/// <summary>
/// The server's end of a connection whose other end is a list of frames: bytes go in, and what the server writes, answers and requests of
/// its own, is kept as the bytes of its frames, in order.
/// </summary>
internal sealed class FrameConnection(IDispatcher dispatcher, string localAddress, string remoteAddress) : IConnection
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _lock = new();
    private readonly List<WrittenFrame> _written = [];
    private readonly ConcurrentDictionary<int, Task> _open = new();
    private int _opaque;

    public string LocalAddress { get; } = localAddress;

    public string RemoteAddress { get; } = remoteAddress;

    public bool IsOpen => !_closed.IsCancellationRequested;

    public CancellationToken Closed => _closed.Token;

    /// <summary>What the server wrote so far.</summary>
    internal IReadOnlyList<WrittenFrame> Written
    {
        get
        {
            lock (_lock)
                return [.. _written];
        }
    }

    /// <summary>Takes a frame in as a socket would: reader, dispatcher, and writer in the serialisation of the request.</summary>
    internal void Receive(byte[] frame, HeaderFormat format)
    {
        var buffer = new ReadOnlySequence<byte>(frame);
        if (!FrameReader.TryRead(ref buffer, out var command) || !buffer.IsEmpty)
            throw new InvalidOperationException($"the recorded frame of {frame.Length} bytes is not one frame");

        _open[command!.Opaque] = AnswerAsync(command, format);
    }

    /// <summary>The dispatching of a request, which ends when its answer is written.</summary>
    internal Task WaitAsync(int opaque) => _open[opaque];

    public Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Write(request with { Opaque = Interlocked.Increment(ref _opaque) }, HeaderFormat.Json);
        throw new RemotingSendException(RemoteAddress, request.Code, "a recorded client answers no requests");
    }

    public ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        Write(request.AsOneWay() with { Opaque = Interlocked.Increment(ref _opaque) }, HeaderFormat.Json);
        return ValueTask.CompletedTask;
    }

    public void Close(string reason) => _closed.Cancel();

    private async Task AnswerAsync(RemotingCommand command, HeaderFormat format)
    {
        if (await dispatcher.DispatchAsync(new InboundRequest(command, this), Closed) is { } answer)
            Write(answer, format);
    }

    private void Write(RemotingCommand command, HeaderFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(command, format, output);
        var frame = WrittenFrame.Parse(output.WrittenSpan);
        lock (_lock)
            _written.Add(frame);
    }
}
