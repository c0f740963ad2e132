using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Orderly;
using Engine.Client.Consuming.Pulling;
using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Applies a changed assignment (E4): a lost queue is dropped, its offset persisted and forgotten; a gained one gets its start offset. An
/// orderly consumer gives a queue up between two listener calls and takes one under the broker's lock (D7). A queue that fails is left for
/// the next round. Mirrors RebalanceImpl#updateProcessQueueTableInRebalance and RebalancePushImpl#removeUnnecessaryMessageQueue.
/// </summary>
internal sealed partial class QueueAssigner(
    ConsumerScope scope,
    StartOffsetFinder startOffsets,
    IConsumeService service,
    QueueLocks locks,
    Action<PullRequest> pull,
    Action triggerRebalance)
{
    /// <summary>A lock that another member still has is asked for again soon, as 5.3 does, and not in the next round of 20 s.</summary>
    private static readonly TimeSpan LockRetry = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = scope.Logger<QueueAssigner>();

    /// <summary>Makes these queues of a topic this member's, and no other queues of it; pulls those gained.</summary>
    public Task AssignAsync(string topic, IReadOnlyCollection<MessageQueue> assigned, CancellationToken cancellationToken) =>
        AssignAsync(topic, assigned, static _ => ValueTask.CompletedTask, cancellationToken);

    /// <param name="topic">The topic.</param>
    /// <param name="assigned">Its queues that are this member's now.</param>
    /// <param name="changed">
    /// Comes between a change and the first pull. Queues that are still busy here or locked elsewhere are none.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AssignAsync(
        string topic,
        IReadOnlyCollection<MessageQueue> assigned,
        Func<CancellationToken, ValueTask> changed,
        CancellationToken cancellationToken)
    {
        var diff = AssignmentDiff.Of(topic, scope.Queues.Current, assigned);
        if (diff.IsEmpty)
        {
            return;
        }

        var (any, gained) = await ApplyAsync(diff, cancellationToken).ConfigureAwait(false);
        if (!any)
        {
            return;
        }

        await changed(cancellationToken).ConfigureAwait(false);
        foreach (var request in gained)
        {
            pull(request);
        }
    }

    /// <summary>Goes on with queues that were to be given up and are this member's again.</summary>
    public void Keep(IEnumerable<MessageQueue> assigned)
    {
        foreach (var queue in assigned)
        {
            if (scope.Queues.Current.TryGetValue(queue, out var processQueue))
            {
                service.Keep(queue, processQueue);
            }
        }
    }

    /// <summary>Gives back the locks of queues that are neither held nor this member's share; a running call ends first.</summary>
    public Task UnlockLeftOverAsync(string topic, IReadOnlyCollection<MessageQueue> assigned, CancellationToken cancellationToken) =>
        locks.UnlockAsync(
            [
                .. locks.Taken.Where(queue => queue.Topic == topic && locks.IsLeftOver(queue)
                    && !assigned.Contains(queue) && !service.IsInTurn(queue)),
            ],
            cancellationToken);

    private async Task<(bool Any, IReadOnlyList<PullRequest> Gained)> ApplyAsync(AssignmentDiff diff, CancellationToken cancellationToken)
    {
        var changed = false;
        foreach (var queue in diff.Lost)
        {
            changed |= await LoseAsync(queue, cancellationToken).ConfigureAwait(false);
        }

        var gained = new List<PullRequest>();
        foreach (var queue in diff.Gained.Where(queue => !scope.Queues.Current.ContainsKey(queue)))
        {
            if (await IsOursAsync(queue, cancellationToken).ConfigureAwait(false))
            {
                changed = true;
                if (await GainAsync(queue, cancellationToken).ConfigureAwait(false) is { } request)
                {
                    gained.Add(request);
                }
            }
        }

        return (changed, gained);
    }

    private async Task<bool> LoseAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        if (!scope.Queues.Current.TryGetValue(queue, out var processQueue))
        {
            return false;
        }

        if (!service.TryGiveUp(queue, processQueue))
        {
            LogBusy(scope.Group, queue, scope.Instance.ClientId);
            return false;
        }

        processQueue.Drop();
        try
        {
            // Before the lock goes: its next owner reads the offset.
            await scope.Offsets.PersistAsync(queue, confirmed: locks.AreNeeded, cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogPersistFailed(scope.Group, queue, exception.Message);
        }

        await locks.UnlockAsync([queue], cancellationToken).ConfigureAwait(false);
        scope.Offsets.Remove(queue);
        scope.Queues.Remove(queue, processQueue);
        LogLost(scope.Group, queue, scope.Instance.ClientId);
        return true;
    }

    private async Task<bool> IsOursAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        if (!locks.AreNeeded)
        {
            return true;
        }

        try
        {
            if (await locks.TryLockAsync(queue, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            LogLocked(scope.Group, queue, scope.Instance.ClientId);
        }
        catch (ClientException exception)
        {
            LogNotLocked(scope.Group, queue, exception.Message);
        }

        scope.Delays.Schedule(LockRetry, triggerRebalance);
        return false;
    }

    private async Task<PullRequest?> GainAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        var resets = scope.Queues.Resets;
        scope.Offsets.Remove(queue);
        try
        {
            var offset = await startOffsets.FindAsync(queue, cancellationToken).ConfigureAwait(false);
            var processQueue = new ProcessQueue(scope.TimeProvider);
            processQueue.Lease.Renew();
            if (!scope.Queues.TryAdd(queue, processQueue, resets))
            {
                // Reset meanwhile, which asks for the next round itself.
                return null;
            }

            LogGained(scope.Group, queue, scope.Instance.ClientId, offset);
            return new PullRequest(queue, processQueue, offset);
        }
        catch (ClientException exception)
        {
            LogStartUnknown(scope.Group, queue, exception.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "group {Group} pulls queue {Queue} with client {ClientId} from offset {Offset}")]
    private partial void LogGained(string group, MessageQueue queue, string clientId, long offset);

    [LoggerMessage(Level = LogLevel.Information, Message = "group {Group} no longer pulls queue {Queue} with client {ClientId}")]
    private partial void LogLost(string group, MessageQueue queue, string clientId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "group {Group} keeps queue {Queue} at client {ClientId} until the listener call under way has ended")]
    private partial void LogBusy(string group, MessageQueue queue, string clientId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "group {Group} does not begin queue {Queue} with client {ClientId} yet: another member has it locked")]
    private partial void LogLocked(string group, MessageQueue queue, string clientId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not lock queue {Queue}, it tries again: {Reason}")]
    private partial void LogNotLocked(string group, MessageQueue queue, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not persist its offset of the lost queue {Queue}: {Reason}")]
    private partial void LogPersistFailed(string group, MessageQueue queue, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} does not know where to begin on queue {Queue}, it tries again next round: {Reason}")]
    private partial void LogStartUnknown(string group, MessageQueue queue, string reason);
}
