using System.Buffers;
using Engine.Protocol;
using Engine.Remoting.Codec;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// One side of a TCP connection; both sides are alike. Mirrors what NettyRemotingAbstract does over one channel. What it may hold is
/// bounded by <see cref="TcpOptions"/>.
/// </summary>
internal sealed partial class TcpConnection : IConnection
{
    private readonly TcpChannel _channel;
    private readonly TcpSettings _settings;
    private readonly ILogger _logger;
    private readonly PendingCallTable _pending;
    private readonly OutboundFrames _output;
    private readonly RequestTurns _turns;
    private readonly IdleWatch _idle;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _readingEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _readsNoMore;
    private int _closing;

    public TcpConnection(TcpChannel channel, IDispatcher dispatcher, TcpSettings settings)
    {
        _channel = channel;
        _settings = settings;
        _logger = settings.Logger;
        _pending = new PendingCallTable(channel.RemoteAddress, settings.TimeProvider, settings.Meter);
        _idle = new IdleWatch(settings.Options.IdleTime, settings.TimeProvider, CloseIdle);
        _output = new OutboundFrames(channel.Output, _idle.Touch, CannotWrite);
        _turns = new RequestTurns(this, dispatcher, _output, settings);
    }

    public string LocalAddress => _channel.LocalAddress;

    public string RemoteAddress => _channel.RemoteAddress;

    public bool IsOpen => Volatile.Read(ref _closing) == 0;

    public CancellationToken Closed => _closed.Token;

    /// <summary>Completes when the socket is closed and nothing of the connection runs any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins to read; called once.</summary>
    public void Start()
    {
        _idle.Start();
        _ = ReadAllAsync();
    }

    public Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = request with { Opaque = _pending.NextOpaque() };
        var waiting = _pending.WaitAsync(sent, timeout, cancellationToken);
        if (waiting.IsCompleted)
        {
            return waiting;
        }

        var room = _output.Requests.AtMostAsync(_settings.Options.WaitingBytes);
        if (!room.IsCompleted)
        {
            return CallLaterAsync(sent, room, waiting);
        }

        PostCall(sent);
        return waiting;
    }

    public async ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var oneWay = request.IsOneWay ? request : request.AsOneWay();
        var room = _output.Requests.AtMostAsync(_settings.Options.WaitingBytes);
        if (!room.IsCompleted)
        {
            // The end of the connection empties what waits, and so ends this wait too.
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        Post(oneWay with { Opaque = _pending.NextOpaque() });
    }

    public void Close(string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        LogClosed(LocalAddress, RemoteAddress, reason);
        _idle.Dispose();
        _pending.Close(reason);
        _output.Close();
        _channel.Input.CancelPendingRead();
        try
        {
            _closed.Cancel();
        }
        catch (AggregateException exception)
        {
            LogWatcherFailed(exception, LocalAddress, RemoteAddress);
        }

        _ = EndAsync(reason);
    }

    /// <summary>Takes no more requests, answers those in hand, at most for the close time, and closes.</summary>
    public async Task CloseInOrderAsync(string reason)
    {
        _readsNoMore = true;
        _channel.Input.CancelPendingRead();
        try
        {
            var answered = _turns.InHand.AtMostAsync(0);
            await answered.WaitAsync(_settings.Options.CloseTime, _settings.TimeProvider, Closed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            LogClosedBefore(RemoteAddress);
        }
        catch (TimeoutException)
        {
            LogUnanswered(RemoteAddress, _turns.InHand.Bytes);
        }

        Close(reason);
        await Ended.ConfigureAwait(false);
    }

    public override string ToString() => $"{LocalAddress} -> {RemoteAddress}";

    private async Task<RemotingCommand> CallLaterAsync(RemotingCommand sent, Task room, Task<RemotingCommand> waiting)
    {
        await Task.WhenAny(room, waiting).ConfigureAwait(false);
        if (!waiting.IsCompleted)
        {
            PostCall(sent);
        }

        return await waiting.ConfigureAwait(false);
    }

    private void PostCall(RemotingCommand sent)
    {
        try
        {
            Post(sent);
        }
        catch (RemotingSendException exception)
        {
            _pending.Fail(sent.Opaque, exception);
        }
    }

    private void Post(RemotingCommand request)
    {
        try
        {
            if (_output.TryPost(request, _settings.Options.RequestFormat))
            {
                return;
            }
        }
        catch (Exception exception)
        {
            throw new RemotingSendException(RemoteAddress, request.Code, exception.Message, exception);
        }

        throw new RemotingSendException(RemoteAddress, request.Code, "the connection is closed");
    }

    private async Task ReadAllAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var reason = "the peer closed the connection";
        try
        {
            while (await ReadOnceAsync().ConfigureAwait(false))
            {
                _idle.Touch();
            }
        }
        catch (Exception exception)
        {
            reason = Explain(exception);
        }
        finally
        {
            _readingEnded.SetResult();
        }

        if (!_readsNoMore)
        {
            Close(reason);
        }
    }

    /// <summary>False at the end, the peer's or this side's.</summary>
    private async ValueTask<bool> ReadOnceAsync()
    {
        var result = await _channel.Input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (_readsNoMore || !IsOpen)
        {
            return false;
        }

        var rest = await TakeAsync(result.Buffer).ConfigureAwait(false);
        _channel.Input.AdvanceTo(rest.Start, rest.End);
        return !result.IsCompleted || result.IsCanceled;
    }

    private async ValueTask<ReadOnlySequence<byte>> TakeAsync(ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            var room = TakeWhileRoomAsync(ref buffer);
            if (room.IsCompleted)
            {
                return buffer;
            }

            await room.WaitAsync(Closed).ConfigureAwait(false);
        }
    }

    /// <summary>Takes whole frames; the task is not complete when there is no room for the next one.</summary>
    private Task TakeWhileRoomAsync(ref ReadOnlySequence<byte> buffer)
    {
        _output.Hold();
        try
        {
            var length = buffer.Length;
            while (FrameReader.TryRead(ref buffer, out var command, out var format))
            {
                var bytes = length - buffer.Length;
                length = buffer.Length;
                if (command!.IsResponse)
                {
                    _pending.Complete(command);
                    continue;
                }

                _turns.Begin(command, format, bytes);
                if (_turns.RoomAsync() is { IsCompleted: false } room)
                {
                    return room;
                }
            }

            return Task.CompletedTask;
        }
        finally
        {
            _output.Release();
        }
    }

    private async Task EndAsync(string reason)
    {
        try
        {
            var patience = _settings.TimeProvider.CreateTimer(
                _ => _channel.Abort(reason), null, _settings.Options.CloseTime, Timeout.InfiniteTimeSpan);
            await using (patience.ConfigureAwait(false))
            {
                await _output.Ended.ConfigureAwait(false);
                await _readingEnded.Task.ConfigureAwait(false);
                await _channel.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            LogEndFailed(exception, LocalAddress, RemoteAddress);
        }
        finally
        {
            _ended.SetResult();
        }
    }
}
