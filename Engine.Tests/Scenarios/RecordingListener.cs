using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>Keeps every message it gets and says when there are as many as wanted; can hold messages back and fail some.</summary>
internal sealed class RecordingListener : IMessageListener
{
    private readonly Lock _lock = new();
    private readonly List<MessageExt> _received = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private volatile TaskCompletionSource? _gate;

    internal IReadOnlyList<MessageExt> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    internal IEnumerable<(MessageQueue Queue, long Offset)> Places =>
        Received.Select(message => (new MessageQueue(message.Topic, message.BrokerName ?? "?", message.QueueId), message.QueueOffset));

    /// <summary>Which messages fail.</summary>
    internal Func<MessageExt, bool> Fails { get; set; } = _ => false;

    public async ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
    {
        Keep(messages);
        if (_gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        return messages.Any(Fails) ? ConsumeStatus.ReconsumeLater : ConsumeStatus.Success;
    }

    /// <summary>Listener calls do not return from now on.</summary>
    internal void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Held calls return with success.</summary>
    internal void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.TrySetResult();
    }

    /// <summary>Ends when at least that many messages have come, counted over the listener's life.</summary>
    internal Task ReceivedAsync(int count)
    {
        lock (_lock)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_received.Count >= count)
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

    private void Keep(IReadOnlyList<MessageExt> messages)
    {
        lock (_lock)
        {
            _received.AddRange(messages);
            foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count <= _received.Count))
            {
                reached.TrySetResult();
            }
        }
    }
}
