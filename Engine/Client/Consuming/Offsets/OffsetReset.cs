using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// Moves queues to offsets that a broker set (220): what is cached of them is dropped at once and never committed, the new offset is
/// reported, and a rebalance makes the queues anew from there. Mirrors MQClientInstance#resetOffset without its pause of 10 s.
/// </summary>
internal sealed partial class OffsetReset(ConsumerScope scope, Action triggerRebalance)
{
    private readonly ILogger _logger = scope.Logger<OffsetReset>();
    private readonly Lock _lock = new();

    /// <summary>The reset that came last to each queue that is being moved.</summary>
    private readonly Dictionary<ProcessQueue, IReadOnlyDictionary<MessageQueue, long>> _last = [];
    private Task _moves = Task.CompletedTask;

    /// <summary>
    /// The queues are dropped on the calling thread, so that nothing more of them is consumed when the sender goes on; the rest follows
    /// in the order of the calls, as a later reset of a queue must win.
    /// </summary>
    public Task ApplyAsync(string topic, IReadOnlyDictionary<MessageQueue, long> offsets, CancellationToken cancellationToken)
    {
        // Who comes later marks the queues later and moves them later: both in one, else a queue would be let go before its last move.
        lock (_lock)
        {
            var held = Begin_NeedsLock(topic, offsets);
            return _moves = MoveAllAsync(_moves, held, offsets, cancellationToken);
        }
    }

    private IReadOnlyList<KeyValuePair<MessageQueue, ProcessQueue>> Begin_NeedsLock(
        string topic, IReadOnlyDictionary<MessageQueue, long> offsets)
    {
        foreach (var queue in offsets.Keys)
        {
            scope.Offsets.ForgetReached(queue);
        }

        var held = scope.Queues.BeginReset(offsets.Keys.Where(queue => queue.Topic == topic));
        foreach (var (_, processQueue) in held)
        {
            processQueue.Drop();
            processQueue.Clear();
            _last[processQueue] = offsets;
        }

        return held;
    }

    private async Task MoveAllAsync(
        Task before,
        IReadOnlyList<KeyValuePair<MessageQueue, ProcessQueue>> held,
        IReadOnlyDictionary<MessageQueue, long> offsets,
        CancellationToken cancellationToken)
    {
        // Yields: in process it is the broker's thread that brings the request. How the one before ended is its own caller's affair.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (queue, processQueue) in held)
        {
            if (scope.Queues.Holds(queue, processQueue))
            {
                await MoveAsync(queue, offsets[queue], cancellationToken).ConfigureAwait(false);
            }

            End(queue, processQueue, offsets);
        }

        triggerRebalance();
    }

    private async ValueTask MoveAsync(MessageQueue queue, long offset, CancellationToken cancellationToken)
    {
        try
        {
            scope.Offsets.Update(queue, offset, increaseOnly: false);
            await scope.Offsets.PersistAsync(queue, confirmed: true, cancellationToken).ConfigureAwait(false);
            LogReset(scope.Group, queue, offset);
        }
        catch (Exception exception) when (exception is ClientException or OperationCanceledException)
        {
            // The broker holds the value already; it answers it when the queue is made anew. A connection that closes in between must
            // not keep the other queues of the reset dropped.
            LogReportFailed(scope.Group, queue, offset, exception.Message);
        }
    }

    /// <summary>Lets the queue be made anew, unless a later reset of it is still to move it.</summary>
    private void End(MessageQueue queue, ProcessQueue processQueue, IReadOnlyDictionary<MessageQueue, long> offsets)
    {
        lock (_lock)
        {
            if (!_last.TryGetValue(processQueue, out var last) || last != offsets)
            {
                return;
            }

            _last.Remove(processQueue);
            if (scope.Queues.Holds(queue, processQueue))
            {
                scope.Offsets.Remove(queue);
                scope.Queues.Remove(queue, processQueue);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "group {Group} goes on at offset {Offset} of queue {Queue} after a reset")]
    private partial void LogReset(string group, MessageQueue queue, long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not confirm the reset of queue {Queue} to {Offset}: {Reason}")]
    private partial void LogReportFailed(string group, MessageQueue queue, long offset, string reason);
}
