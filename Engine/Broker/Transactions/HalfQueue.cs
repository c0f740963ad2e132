using Engine.Broker.Sending;
using Engine.Broker.Topics;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Transactions;

/// <summary>
/// Half messages and their marks in the store; the topic of marks is in no table, as in RocketMQ. Mirrors TransactionalMessageBridge.
/// </summary>
internal sealed class HalfQueue(
    MessageStore store, TopicWriter topics, MessageSafety safety, HostAddress host, TimeProvider timeProvider)
{
    private const int Batch = 32;

    public QueueBounds HalfBounds => store.GetBounds(TopicNames.TransactionHalf, HalfMessage.QueueId);

    public QueueBounds OpBounds => store.GetBounds(TopicNames.TransactionOp, HalfMessage.QueueId);

    public long FlushedOffset => store.FlushedPhysicalOffset;

    public long EndOffset => store.MaxPhysicalOffset;

    /// <summary>Stores a half message that was given up where operators find it.</summary>
    public async ValueTask<PutResult> GiveUpAsync(MessageExt half, CancellationToken cancellationToken)
    {
        await topics.EnsureAsync(HalfMessage.GivenUpTopic, cancellationToken).ConfigureAwait(false);
        return Put(HalfMessage.GiveUp(half));
    }

    /// <summary>The half message of a record; null when that is none.</summary>
    public MessageExt? FindRecord(long physicalOffset) =>
        store.ReadRecord(physicalOffset) is { } record && MessageRecordReader.TryReadMessage(record, out var half)
            && half!.Topic == TopicNames.TransactionHalf
            ? half
            : null;

    /// <summary>The half message at a queue offset or, when there is none any more, nothing and where to go on.</summary>
    public MessageExt? Find(long queueOffset, out long next)
    {
        var found = store.Get(TopicNames.TransactionHalf, HalfMessage.QueueId, queueOffset, 1, null);
        next = Math.Max(found.NextBeginOffset, queueOffset + 1);
        return found.Status == GetStatus.Found && MessageRecordReader.TryReadMessage(found.Body, out var half) ? half : null;
    }

    /// <summary>Reads every mark from an offset on.</summary>
    /// <param name="from">Where in the queue of marks.</param>
    /// <param name="marks">Takes them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public void ReadMarks(long from, OpMarks marks, CancellationToken cancellationToken)
    {
        var found = store.Get(TopicNames.TransactionOp, HalfMessage.QueueId, from, Batch, null);
        while (found.Status is GetStatus.Found or GetStatus.MessageWasRemoving)
        {
            cancellationToken.ThrowIfCancellationRequested();
            marks.Add(found.NextBeginOffset, MessageRecordReader.ReadAll(found.Body).SelectMany(OpRecord.Read));
            found = store.Get(TopicNames.TransactionOp, HalfMessage.QueueId, found.NextBeginOffset, Batch, null);
        }
    }

    public PutResult Put(StoreMessage message) => store.Append(message);

    /// <summary>Waits until what was put is as safe as the broker is asked to make it; it stays stored otherwise too.</summary>
    public async ValueTask MakeSafeAsync(PutResult put, StoreMessage message, CancellationToken cancellationToken) =>
        await safety.MakeSafeAsync(put, message, cancellationToken).ConfigureAwait(false);

    /// <summary>Marks a half message as done.</summary>
    public PutResult Mark(long queueOffset) =>
        store.Append(OpRecord.Of(queueOffset, timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), host));
}
