using Engine.Broker.Delays;
using Engine.Broker.Statistics;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Sending;

/// <summary>
/// How messages come into the store: those with a delay level wait in the schedule topic first, and what comes in is counted
/// (broker-semantics §13.2).
/// </summary>
internal sealed class MessageIntake(
    MessageStore store, MessageSafety safety, DelayRewrite delays, BrokerStatistics statistics, TimeProvider timeProvider)
{
    /// <summary>How many senders wait for the disk or a slave.</summary>
    public int Waiting => safety.Waiting;

    /// <summary>Stores a client's message; completes when it is as safe as the broker is asked to make it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait for disk and slave; the message stays stored.</param>
    public ValueTask<PutResult> PutAsync(StoreMessage message, CancellationToken cancellationToken)
    {
        var stored = delays.Apply(message);
        var began = timeProvider.GetTimestamp();
        return MakeSafeAsync(Counted(stored, store.Append(stored)), stored, began, cancellationToken);
    }

    /// <summary>
    /// Stores every message of a SEND_BATCH body, or none; the items' own delay levels have no effect, as in RocketMQ.
    /// </summary>
    public ValueTask<PutResult> PutBatchAsync(StoreMessage template, ReadOnlyMemory<byte> batchBody, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var put = store.AppendBatch(template, batchBody, new long[BatchBodyReader.Count(batchBody)]);
        return MakeSafeAsync(Counted(template, put), template, began, cancellationToken);
    }

    /// <summary>Stores a message that a group sent back; nobody waits for the disk.</summary>
    /// <param name="message">What it became.</param>
    /// <param name="group">The group.</param>
    /// <param name="originTopic">Where it was first sent to.</param>
    public PutResult PutBack(StoreMessage message, string group, string originTopic)
    {
        var stored = delays.Apply(message);
        var began = timeProvider.GetTimestamp();
        var put = Timed(store.Append(stored), began);
        if (put.IsStored)
        {
            statistics.Stored(stored.Topic, stored.QueueId, put.MessageCount, SizeOf(put));
            statistics.SentBack(group, originTopic);
        }

        return put;
    }

    /// <summary>Stores a message whose wait in the schedule topic is over; nobody waits for the disk.</summary>
    public PutResult PutDue(StoreMessage message, int waitedInQueue)
    {
        var began = timeProvider.GetTimestamp();
        var put = Timed(Counted(message, store.Append(message)), began);
        if (put.IsStored)
        {
            statistics.Get(StatsNames.ScheduleConsumer, TopicNames.Schedule, waitedInQueue, put.MessageCount, SizeOf(put));
        }

        return put;
    }

    private PutResult Counted(StoreMessage message, PutResult put)
    {
        if (put.IsStored)
        {
            statistics.Put(message.Topic, message.QueueId, put.MessageCount, SizeOf(put));
        }

        return put;
    }

    private ValueTask<PutResult> MakeSafeAsync(PutResult put, StoreMessage message, long began, CancellationToken cancellationToken)
    {
        var safe = safety.MakeSafeAsync(put, message, cancellationToken);
        return safe.IsCompletedSuccessfully ? new(Timed(safe.Result, began)) : AwaitAsync(safe, began);
    }

    private async ValueTask<PutResult> AwaitAsync(ValueTask<PutResult> safe, long began) =>
        Timed(await safe.ConfigureAwait(false), began);

    private PutResult Timed(PutResult put, long began)
    {
        if (put.IsStored)
        {
            statistics.Store.Put(put.MessageCount, SizeOf(put), timeProvider.GetElapsedTime(began));
        }
        else
        {
            statistics.Store.PutFailed();
        }

        return put;
    }

    private static long SizeOf(PutResult put) => put.EndOffset - put.PhysicalOffset;
}
