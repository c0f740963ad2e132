using Engine.Broker.Replication;
using Engine.Store;

namespace Engine.Broker.Sending;

/// <summary>
/// Waits until a stored message is as safe as the broker is asked to make it: on the disk with synchronous flush, at a slave with a
/// synchronous master. Both waits run together. Mirrors what CommitLog#asyncPutMessage combines.
/// </summary>
/// <param name="store">Knows the disk.</param>
/// <param name="slaves">Knows the slaves; null where nobody waits for them.</param>
internal sealed class MessageSafety(MessageStore store, ReplicaWaits? slaves)
{
    /// <summary>How many senders wait.</summary>
    public int Waiting => store.WaitingForDisk + (slaves?.Waiting ?? 0);

    /// <summary>
    /// The result, with the status of what did not come about: the message stays stored. Both missed, the slave's is told, as in RocketMQ.
    /// </summary>
    /// <param name="put">What the append said.</param>
    /// <param name="message">The message, or the batch's template; one with WAIT=false is not waited for.</param>
    /// <param name="cancellationToken">Ends the waiting; the message stays stored.</param>
    public ValueTask<PutResult> MakeSafeAsync(PutResult put, StoreMessage message, CancellationToken cancellationToken)
    {
        var flushed = store.MakeSafeAsync(put, message, cancellationToken);
        return slaves is not null && put.IsStored && message.WaitStoreMsgOk
            ? BothAsync(flushed, slaves.WaitAsync(put.EndOffset, cancellationToken))
            : flushed;
    }

    private static async ValueTask<PutResult> BothAsync(ValueTask<PutResult> flushed, ValueTask<PutStatus> replicated)
    {
        var put = await flushed.ConfigureAwait(false);
        var status = await replicated.ConfigureAwait(false);
        return status == PutStatus.PutOk ? put : put with { Status = status };
    }
}
