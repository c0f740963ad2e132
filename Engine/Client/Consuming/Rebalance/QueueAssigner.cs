using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Pulling;
using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Applies a changed assignment (E4): a lost queue is dropped, its offset persisted and forgotten; a gained one gets its start offset. A
/// queue that fails is left for the next round. Mirrors RebalanceImpl#updateProcessQueueTableInRebalance and
/// RebalancePushImpl#removeUnnecessaryMessageQueue.
/// </summary>
internal sealed partial class QueueAssigner(ConsumerScope scope, StartOffsetFinder startOffsets)
{
    private readonly ILogger _logger = scope.Logger<QueueAssigner>();

    /// <summary>The pull requests of the queues gained, to be put to the pull loop.</summary>
    public async Task<IReadOnlyList<PullRequest>> ApplyAsync(AssignmentDiff diff, CancellationToken cancellationToken)
    {
        foreach (var queue in diff.Lost)
        {
            await LoseAsync(queue, cancellationToken).ConfigureAwait(false);
        }

        var gained = new List<PullRequest>();
        foreach (var queue in diff.Gained)
        {
            if (await GainAsync(queue, cancellationToken).ConfigureAwait(false) is { } request)
            {
                gained.Add(request);
            }
        }

        return gained;
    }

    private async Task LoseAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        if (!scope.Queues.Current.TryGetValue(queue, out var processQueue))
        {
            return;
        }

        processQueue.Drop();
        try
        {
            await scope.Offsets.PersistAsync(queue, confirmed: false, cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogPersistFailed(scope.Group, queue, exception.Message);
        }

        scope.Offsets.Remove(queue);
        scope.Queues.Remove(queue, processQueue);
        LogLost(scope.Group, queue, scope.Instance.ClientId);
    }

    private async Task<PullRequest?> GainAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        var resets = scope.Queues.Resets;
        scope.Offsets.Remove(queue);
        try
        {
            var offset = await startOffsets.FindAsync(queue, cancellationToken).ConfigureAwait(false);
            var processQueue = new ProcessQueue(scope.TimeProvider);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not persist its offset of the lost queue {Queue}: {Reason}")]
    private partial void LogPersistFailed(string group, MessageQueue queue, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} does not know where to begin on queue {Queue}, it tries again next round: {Reason}")]
    private partial void LogStartUnknown(string group, MessageQueue queue, string reason);
}
