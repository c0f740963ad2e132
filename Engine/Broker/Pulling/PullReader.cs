using Engine.Broker.Clients;
using Engine.Broker.Offsets;
using Engine.Broker.Statistics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>Evaluates an allowed pull once: a pending reset first, else what the store has.</summary>
internal sealed class PullReader(
    MessageStore store, ConsumerOffsetTable offsets, QueueOwners owners, BrokerStatistics statistics, TimeProvider timeProvider)
{
    /// <summary>This broker reads itself; slaves come with replication.</summary>
    private const long Master = 0;

    /// <summary>The answer, or null when the pull is to be held.</summary>
    public RemotingCommand? Read(PullMessageHeader header, IMessageFilter? filter, IConnection connection, bool maySuspend)
    {
        var result = TakeReset(header) ?? Get(header, filter);
        var decision = PullDecision.Of(result, header.QueueOffset, maySuspend);
        owners.Note(header.ConsumerGroup, header.Topic, header.QueueId, connection, PulledOffset(decision));
        return decision.IsHeld ? null : ToAnswer(decision, result);
    }

    /// <summary>
    /// The answer to a pull that was held. Its queue may have gone to another member meanwhile: then a pending reset is that one's.
    /// </summary>
    public RemotingCommand ReadHeld(PullMessageHeader header, IMessageFilter? filter, IConnection connection)
    {
        var isTakenOver = owners.IsTakenOver(header.ConsumerGroup, header.Topic, header.QueueId, connection);
        var result = (isTakenOver ? null : TakeReset(header)) ?? Get(header, filter);
        var decision = PullDecision.Of(result, header.QueueOffset, maySuspend: false);
        owners.NoteHeld(header.ConsumerGroup, header.Topic, header.QueueId, connection, PulledOffset(decision));
        return ToAnswer(decision, result);
    }

    /// <summary>Whether a held pull would be answered differently now.</summary>
    public bool IsOverdue(PullMessageHeader header) =>
        store.GetBounds(header.Topic, header.QueueId).Max > header.QueueOffset
        || offsets.IsPending(header.ConsumerGroup, header.Topic, header.QueueId);

    private static long? PulledOffset(PullDecision decision) =>
        decision.Code == ResponseCode.PullOffsetMoved ? null : decision.NextBeginOffset;

    private static RemotingCommand ToAnswer(PullDecision decision, GetResult result)
    {
        var header = new PullMessageResponseHeader
        {
            SuggestWhichBrokerId = Master,
            NextBeginOffset = decision.NextBeginOffset,
            MinOffset = result.Min,
            MaxOffset = result.Max,
        };
        return RemotingCommand.Success(header) with
        {
            Code = decision.Code,
            Remark = PullDecision.NameOf(result.Status),
            Body = decision.Code == ResponseCode.Success ? result.Body : default,
        };
    }

    private GetResult? TakeReset(PullMessageHeader header)
    {
        if (!offsets.TryTellPending(header.ConsumerGroup, header.Topic, header.QueueId, header.QueueOffset, out var reset))
        {
            return null;
        }

        var (min, max) = store.GetBounds(header.Topic, header.QueueId);
        return new GetResult(GetStatus.OffsetReset, reset, min, max);
    }

    private GetResult Get(PullMessageHeader header, IMessageFilter? filter)
    {
        // The queue exists, the checks say so; the store makes it with the first message only.
        var began = timeProvider.GetTimestamp();
        var result = store.Get(header.Topic, header.QueueId, header.QueueOffset, header.MaxMsgNums, filter);
        var took = timeProvider.GetElapsedTime(began);
        statistics.Store.Get(result.MessageCount, took);
        if (result.Status == GetStatus.Found)
        {
            statistics.Get(header.ConsumerGroup, header.Topic, header.QueueId, result.MessageCount, result.Bytes);
            statistics.GetTook(header.ConsumerGroup, header.Topic, header.QueueId, took);
        }

        return result.Status == GetStatus.NoMatchedLogicQueue ? result with { Status = GetStatus.NoMessageInQueue } : result;
    }
}
