using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Follows a broker that corrected an offset: the queue is dropped at once; 10 s later, when running listener calls have come to an end,
/// the corrected offset is stored and persisted and a rebalance makes the queue anew (C5, as 4.9.8). A reset that comes meanwhile, also
/// while the correction is being persisted, has the last word.
/// </summary>
internal sealed partial class OffsetCorrection(ConsumerScope scope, Action triggerRebalance)
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = scope.Logger<OffsetCorrection>();

    public void Begin(PullRequest request)
    {
        request.ProcessQueue.Drop();
        scope.Delays.Schedule(Delay, () => _ = EndAsync(request));
    }

    private async Task EndAsync(PullRequest request)
    {
        var queue = request.Queue;
        try
        {
            if (!TryChange(request, () => scope.Offsets.Update(queue, request.NextOffset, increaseOnly: false)))
            {
                return;
            }

            await scope.Offsets.PersistAsync(queue, confirmed: true, CancellationToken.None).ConfigureAwait(false);
            LogCorrected(scope.Group, queue, request.NextOffset);
        }
        catch (Exception exception)
        {
            LogFailed(exception, scope.Group, queue, request.NextOffset);
        }

        if (TryChange(request, () => Remove(request)))
        {
            triggerRebalance();
        }
    }

    /// <summary>False when the queue was lost or is being reset: its offset is another one's business then.</summary>
    private bool TryChange(PullRequest request, Action change) =>
        scope.Queues.TryBeforeReset(request.Queue, request.ProcessQueue, change);

    private void Remove(PullRequest request)
    {
        scope.Offsets.Remove(request.Queue);
        scope.Queues.Remove(request.Queue, request.ProcessQueue);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "group {Group} goes on at the corrected offset {Offset} of queue {Queue}")]
    private partial void LogCorrected(string group, MessageQueue queue, long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not persist the corrected offset {Offset} of queue {Queue}")]
    private partial void LogFailed(Exception exception, string group, MessageQueue queue, long offset);
}
