using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>
/// The orderly listener of all members of a group: keeps what each queue's messages were consumed in, and notes every call that ran while
/// another one of its queue did.
/// </summary>
internal sealed class OrderWatch : IOrderlyMessageListener
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageQueue, List<long>> _consumed = [];
    private readonly HashSet<MessageQueue> _running = [];
    private readonly List<string> _overlaps = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private volatile TaskCompletionSource? _gate;

    /// <summary>Which messages fail.</summary>
    internal Func<MessageExt, bool> Fails { get; set; } = _ => false;

    /// <summary>Whether a call that is held goes on after the consumer asked it to end.</summary>
    internal bool IgnoresCancellation { get; set; }

    internal IReadOnlyList<string> Overlaps
    {
        get
        {
            lock (_lock)
                return [.. _overlaps];
        }
    }

    /// <summary>Offsets in the order of their calls, failed ones too, by queue.</summary>
    internal IReadOnlyDictionary<MessageQueue, long[]> Consumed
    {
        get
        {
            lock (_lock)
                return _consumed.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        }
    }

    internal int Count
    {
        get
        {
            lock (_lock)
                return _consumed.Values.Sum(offsets => offsets.Count);
        }
    }

    public async ValueTask<ConsumeOrderlyStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeOrderlyContext context, CancellationToken cancellationToken)
    {
        Begin(messages, context.Queue);
        try
        {
            if (_gate is { } gate)
            {
                await gate.Task.WaitAsync(IgnoresCancellation ? CancellationToken.None : cancellationToken);
            }

            await Task.Yield();
            return messages.Any(Fails) ? ConsumeOrderlyStatus.SuspendCurrentQueueAMoment : ConsumeOrderlyStatus.Success;
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(context.Queue);
            }
        }
    }

    /// <summary>Listener calls do not return from now on.</summary>
    internal void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Held calls return.</summary>
    internal void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.TrySetResult();
    }

    /// <summary>Ends when at least that many messages have come, each as often as it came.</summary>
    internal Task ReceivedAsync(int count)
    {
        lock (_lock)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Count >= count)
            {
                reached.SetResult();
            }
            else
            {
                _waiters.Add((count, reached));
            }

            return reached.Task;
        }
    }

    private void Begin(IReadOnlyList<MessageExt> messages, MessageQueue queue)
    {
        lock (_lock)
        {
            if (!_running.Add(queue))
            {
                _overlaps.Add($"{queue} at offset {messages[0].QueueOffset}");
            }

            if (!_consumed.TryGetValue(queue, out var offsets))
            {
                _consumed[queue] = offsets = [];
            }

            offsets.AddRange(messages.Select(message => message.QueueOffset));
            foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count <= Count))
            {
                reached.TrySetResult();
            }
        }
    }
}
