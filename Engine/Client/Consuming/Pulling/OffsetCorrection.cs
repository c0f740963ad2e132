using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Follows a broker that corrected an offset: the queue is dropped at once; 10 s later, when running listener calls have come to an end,
/// the corrected offset is stored and persisted and a rebalance makes the queue anew (C5, as 4.9.8).
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
        if (!scope.Queues.Holds(queue, request.ProcessQueue))
        {
            // Lost or reset meanwhile: the offset is another one's business.
            return;
        }

        try
        {
            scope.Offsets.Update(queue, request.NextOffset, increaseOnly: false);
            await scope.Offsets.PersistAsync(queue, confirmed: true, CancellationToken.None).ConfigureAwait(false);
            LogCorrected(scope.Group, queue, request.NextOffset);
        }
        catch (Exception exception)
        {
            LogFailed(exception, scope.Group, queue, request.NextOffset);
        }

        if (scope.Queues.Remove(queue, request.ProcessQueue))
        {
            scope.Offsets.Remove(queue);
            triggerRebalance();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "group {Group} goes on at the corrected offset {Offset} of queue {Queue}")]
    private partial void LogCorrected(string group, MessageQueue queue, long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not persist the corrected offset {Offset} of queue {Queue}")]
    private partial void LogFailed(Exception exception, string group, MessageQueue queue, long offset);
}
