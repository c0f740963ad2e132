using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// The requests of one client that wait for their reply, by correlation id. Bounded: a request beyond the capacity is refused with
/// SYSTEM_BUSY. A reply that nobody waits for is counted: as late when its request was given up lately, else as unknown. Mirrors
/// RocketMQ's RequestFutureHolder.
/// </summary>
internal sealed class PendingRequests(int capacity)
{
    /// <summary>
    /// Ids of requests given up that are remembered, the oldest forgotten first: only to tell late replies from unknown ones.
    /// </summary>
    private const int Remembered = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource<MessageExt>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _givenUp = [];
    private readonly HashSet<string> _givenUpIds = new(StringComparer.Ordinal);
    private long _late;
    private long _unknown;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Replies whose request was given up before they came.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>Replies to no request that is remembered.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>Waits from now on; call <see cref="GiveUp"/> when the waiting ends without a reply.</summary>
    public Task<MessageExt> WaitAsync(string correlationId)
    {
        TaskCompletionSource<MessageExt> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_waiting.Count >= capacity)
            {
                throw new ClientException(
                    ResponseCode.SystemBusy,
                    $"{capacity} requests wait for their replies; wait for some of them first, or raise "
                    + $"{nameof(ProducerOptions.MaxPendingRequests)}.");
            }

            _waiting.Add(correlationId, reply);
        }

        return reply.Task;
    }

    /// <summary>Hands a reply to its request; false when none waits for it.</summary>
    public bool TryComplete(string correlationId, MessageExt reply)
    {
        TaskCompletionSource<MessageExt>? waiting;
        bool isLate;
        lock (_lock)
        {
            _waiting.Remove(correlationId, out waiting);
            isLate = _givenUpIds.Contains(correlationId);
        }

        if (waiting is not null)
        {
            return waiting.TrySetResult(reply);
        }

        Interlocked.Increment(ref isLate ? ref _late : ref _unknown);
        return false;
    }

    /// <summary>Ends the waiting; does nothing when the reply has come.</summary>
    public void GiveUp(string correlationId)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(correlationId))
            {
                return;
            }

            _givenUp.Enqueue(correlationId);
            _givenUpIds.Add(correlationId);
            if (_givenUp.Count > Remembered)
            {
                _givenUpIds.Remove(_givenUp.Dequeue());
            }
        }
    }

    /// <summary>Fails every waiting request and takes no more.</summary>
    public void Close(string reason)
    {
        TaskCompletionSource<MessageExt>[] waiting;
        lock (_lock)
        {
            _closed = true;
            waiting = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var reply in waiting)
        {
            reply.TrySetException(new ClientException(ClientErrorCode.RequestTimeout, reason));
        }
    }
}
