using Engine.Diagnostics;
using Engine.Protocol;

namespace Engine.Remoting.Outbound;

/// <summary>
/// The calls of one connection that wait for an answer, by opaque. Bounded: a call beyond the capacity fails at once. An answer
/// that nobody waits for any more is dropped and counted. Mirrors the responseTable of NettyRemotingAbstract.
/// </summary>
internal sealed class PendingCallTable(
    string address,
    TimeProvider timeProvider,
    EngineMeter? meter = null,
    int capacity = PendingCallTable.DefaultCapacity)
{
    public const int DefaultCapacity = 65_535;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, PendingCall> _calls = [];
    private string? _closedReason;
    private int _lastOpaque;
    private long _lateAnswers;

    /// <summary>"ip:port" of the peer, for messages.</summary>
    public string Address { get; } = address;

    public long LateAnswers => Interlocked.Read(ref _lateAnswers);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>An id for the next request of this side of the connection.</summary>
    public int NextOpaque() => Interlocked.Increment(ref _lastOpaque);

    /// <summary>
    /// Waits for the answer to a request whose opaque is set; call it before the request can be answered. The task fails with
    /// <see cref="RemotingTimeoutException"/> after the time-out and with <see cref="RemotingSendException"/> when the connection
    /// closes, the table is closed or full, or the opaque waits already.
    /// </summary>
    public Task<RemotingCommand> WaitAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var call = new PendingCall(this, request.Opaque, request.Code, timeout);
        if (Refusal(call) is { } reason)
        {
            return Task.FromException<RemotingCommand>(new RemotingSendException(Address, request.Code, reason));
        }

        call.Arm(timeProvider, cancellationToken);
        return call.Task;
    }

    /// <summary>Hands an answer to its caller; false when nobody waits for it.</summary>
    public bool Complete(RemotingCommand answer)
    {
        if (Take(answer.Opaque) is not { } call)
        {
            Interlocked.Increment(ref _lateAnswers);
            meter?.Remoting.LateAnswerDropped();
            return false;
        }

        call.SetResult(answer);
        call.Disarm();
        return true;
    }

    /// <summary>Fails the call that waits with this opaque; does nothing when none does.</summary>
    public void Fail(int opaque, Exception exception)
    {
        if (Take(opaque) is { } call)
        {
            call.SetException(exception);
            call.Disarm();
        }
    }

    /// <summary>Fails every waiting call at once and every later one; a second call does nothing.</summary>
    public void Close(string reason)
    {
        PendingCall[] open;
        lock (_lock)
        {
            if (_closedReason is not null)
            {
                return;
            }

            _closedReason = reason;
            open = [.. _calls.Values];
            _calls.Clear();
        }

        foreach (var call in open)
        {
            call.SetException(new RemotingSendException(Address, call.Code, reason));
            call.Disarm();
        }
    }

    internal void Fail(PendingCall call, Exception exception)
    {
        if (Take(call))
        {
            call.SetException(exception);
            call.Disarm();
        }
    }

    internal void Cancel(PendingCall call, CancellationToken cancellationToken)
    {
        if (Take(call))
        {
            call.SetCanceled(cancellationToken);
            call.Disarm();
        }
    }

    private string? Refusal(PendingCall call)
    {
        lock (_lock)
        {
            if (_closedReason is not null)
            {
                return _closedReason;
            }

            if (_calls.Count >= capacity)
            {
                return $"{capacity} calls wait for an answer already";
            }

            return _calls.TryAdd(call.Opaque, call) ? null : $"a call with the id {call.Opaque} waits already";
        }
    }

    private PendingCall? Take(int opaque)
    {
        lock (_lock)
        {
            return _calls.Remove(opaque, out var call) ? call : null;
        }
    }

    private bool Take(PendingCall call)
    {
        lock (_lock)
        {
            return _calls.TryGetValue(call.Opaque, out var held) && held == call && _calls.Remove(call.Opaque);
        }
    }
}
