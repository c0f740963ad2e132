using Engine.Broker.Delays;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Sending;

/// <summary>How messages come into the store: those with a delay level wait in the schedule topic first.</summary>
internal sealed class MessageIntake(MessageStore store, DelayRewrite delays)
{
    /// <summary>How many senders wait for the disk.</summary>
    public int WaitingForDisk => store.WaitingForDisk;

    /// <summary>Stores a message, and returns when it is as safe as the broker is asked to make it.</summary>
    public ValueTask<PutResult> PutAsync(StoreMessage message, CancellationToken cancellationToken)
    {
        var stored = delays.Apply(message);
        return store.MakeSafeAsync(store.Append(stored), stored, cancellationToken);
    }

    /// <summary>Stores every message of a SEND_BATCH body, or none; the items' own delay levels have no effect, as in RocketMQ.</summary>
    public ValueTask<PutResult> PutBatchAsync(StoreMessage template, ReadOnlyMemory<byte> batchBody, CancellationToken cancellationToken)
    {
        var put = store.AppendBatch(template, batchBody, new long[BatchBodyReader.Count(batchBody)]);
        return store.MakeSafeAsync(put, template, cancellationToken);
    }
}
