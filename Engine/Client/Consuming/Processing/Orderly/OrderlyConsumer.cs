using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing.Orderly;

/// <summary>
/// Hands the messages of each queue to the listener in the order of their offsets, one call at a time and only under the broker's lock
/// (D7). What fails comes again in place after a pause. Mirrors ConsumeMessageOrderlyService.
/// </summary>
internal sealed partial class OrderlyConsumer : IConsumeService
{
    /// <summary>As many turns as there are queues; only a mistake can fill it.</summary>
    private const int LaneCapacity = 100_000;

    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LockPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ErrorPause = TimeSpan.FromSeconds(1);

    private readonly ConsumerScope _scope;
    private readonly QueueLocks _locks;
    private readonly OrderlyBatches _batches;
    private readonly Action _triggerRebalance;
    private readonly QueueTurns _turns = new();
    private readonly ConsumeLane _lane;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;
    private volatile bool _ending;

    public OrderlyConsumer(
        ConsumerScope scope,
        IOrderlyMessageListener listener,
        ConsumerHooks hooks,
        SendBack sendBack,
        QueueLocks locks,
        Action triggerRebalance)
    {
        _scope = scope;
        _locks = locks;
        _triggerRebalance = triggerRebalance;
        _batches = new OrderlyBatches(scope, listener, hooks, sendBack);
        _lane = new ConsumeLane(scope.Options.ConsumeConcurrency, LaneCapacity, RunAsync);
        _logger = scope.Logger<OrderlyConsumer>();
    }

    public int Concurrency
    {
        get => _lane.Concurrency;
        set => _lane.Concurrency = value;
    }

    public (int Running, int Waiting) Load => _lane.Load;

    public void Submit(MessageQueue queue, ProcessQueue processQueue, IReadOnlyList<MessageExt> messages)
    {
        if (processQueue.TryBeginTurn())
        {
            Submit(new ConsumeRequest(queue, processQueue, []));
        }
    }

    public void PassOver(MessageQueue queue, ProcessQueue processQueue, long offset) =>
        processQueue.Commit(_scope.Offsets, queue, offset);

    public bool TryGiveUp(MessageQueue queue, ProcessQueue processQueue)
    {
        // In this order: a turn looks at the seal after it has entered.
        processQueue.IsSealed = true;
        if (!_turns.IsTaken(queue))
        {
            return true;
        }

        processQueue.CountRefusedGiveUp();
        return false;
    }

    public bool IsInTurn(MessageQueue queue) => _turns.IsTaken(queue);

    public void Keep(MessageQueue queue, ProcessQueue processQueue)
    {
        if (processQueue.IsSealed)
        {
            processQueue.IsSealed = false;
            Submit(queue, processQueue, []);
        }
    }

    public async ValueTask StopAsync(TimeSpan patience)
    {
        _ending = true;
        try
        {
            await _lane.StopAsync().WaitAsync(patience, _scope.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogListenersStillRun(_scope.Group, patience);
        }
        finally
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Submit(ConsumeRequest turn)
    {
        if (!_lane.TrySubmit(turn) && !_ending)
        {
            SubmitLater(turn, ErrorPause);
        }
    }

    private void SubmitLater(ConsumeRequest turn, TimeSpan delay) => _scope.Delays.Schedule(delay, () => Submit(turn));

    private async ValueTask RunAsync(ConsumeRequest turn)
    {
        var (queue, processQueue, _) = turn;
        if (!_turns.TryEnter(queue, processQueue))
        {
            return;
        }

        try
        {
            await TakeTurnAsync(turn).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogGivenUp(_scope.Group, queue);
        }
        catch (Exception exception)
        {
            // Which messages were settled is not known: what is left of those taken comes again, rather than be passed over.
            LogTurnFailed(exception, _scope.Group, queue);
            processQueue.RollBack();
            SubmitLater(turn, ErrorPause);
        }

        if (_turns.Leave(queue) is { } next)
        {
            Submit(turn with { ProcessQueue = next });
        }

        if (processQueue.IsDropped ? _locks.IsLeftOver(queue) : processQueue.IsSealed)
        {
            // A rebalance waits for the end of this turn to give the queue, or its lock, up.
            _triggerRebalance();
        }
    }

    private async Task TakeTurnAsync(ConsumeRequest turn)
    {
        var (queue, processQueue, _) = turn;
        var began = _scope.TimeProvider.GetTimestamp();
        while (!MustEnd(turn))
        {
            if (_locks.AreNeeded && !processQueue.Lease.IsHeld)
            {
                if (await TryRenewLockAsync(turn).ConfigureAwait(false))
                {
                    continue;
                }

                SubmitLater(turn, LockPause);
                return;
            }

            if (_scope.TimeProvider.GetElapsedTime(began) > LongestTurn)
            {
                // Others wait for a place in the lane.
                SubmitLater(turn, Moment);
                return;
            }

            var pause = await _batches.ConsumeNextAsync(queue, processQueue, _stopping.Token).ConfigureAwait(false);
            if (pause is null)
            {
                return;
            }

            if (pause > TimeSpan.Zero)
            {
                SubmitLater(turn, pause.Value);
                return;
            }
        }
    }

    private bool MustEnd(ConsumeRequest turn)
    {
        if (MayGoOn(turn.ProcessQueue))
        {
            return false;
        }

        turn.ProcessQueue.EndTurn();
        if (MayGoOn(turn.ProcessQueue))
        {
            // Kept right now: that one saw a turn under way and began none.
            Submit(turn.Queue, turn.ProcessQueue, []);
        }

        return true;
    }

    private bool MayGoOn(ProcessQueue processQueue) => !processQueue.IsDropped && !processQueue.IsSealed && !_ending;

    /// <summary>
    /// Within the turn, so that the queue cannot be given up, and its lock given back, meanwhile. False when the broker cannot be asked.
    /// </summary>
    private async Task<bool> TryRenewLockAsync(ConsumeRequest turn)
    {
        try
        {
            // One that another member has is dropped, which ends the turn.
            await _locks.RenewAsync(turn.Queue, turn.ProcessQueue, _stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (ClientException exception)
        {
            LogNotLocked(_scope.Group, turn.Queue, exception.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "group {Group} stops in the middle of queue {Queue}")]
    private partial void LogGivenUp(string group, MessageQueue queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "a turn of group {Group} on queue {Queue} failed; it begins anew in a second")]
    private partial void LogTurnFailed(Exception exception, string group, MessageQueue queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} waits with queue {Queue}, it could not lock it: {Reason}")]
    private partial void LogNotLocked(string group, MessageQueue queue, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "listener calls of group {Group} still run {Patience} after the stop began")]
    private partial void LogListenersStillRun(string group, TimeSpan patience);
}
