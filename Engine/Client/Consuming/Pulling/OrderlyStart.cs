using Engine.Client.Consuming.Rebalance;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Lets the pulls of an orderly clustering consumer begin under the broker's lock only, at the offset that is stored then: the owner before
/// may have gone on until it gave the lock back. Mirrors the orderly branch of DefaultMQPushConsumerImpl#pullMessage.
/// </summary>
internal sealed class OrderlyStart(ConsumerScope scope, StartOffsetFinder startOffsets)
{
    /// <summary>False when the queue is not locked now; a failure to read the offset is a <see cref="ClientException"/>.</summary>
    public async ValueTask<bool> IsReadyAsync(PullRequest request, CancellationToken cancellationToken)
    {
        if (!scope.IsOrderly || scope.IsBroadcasting)
        {
            return true;
        }

        if (!request.ProcessQueue.Lease.IsHeld)
        {
            return false;
        }

        if (!request.IsLockedOffset)
        {
            request.NextOffset = await startOffsets.FindAsync(request.Queue, cancellationToken).ConfigureAwait(false);
            request.IsLockedOffset = true;
        }

        return true;
    }
}
