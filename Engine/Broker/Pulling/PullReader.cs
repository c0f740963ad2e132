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
    MessageStore store,
    ConsumerOffsetTable offsets,
    QueueOwners owners,
    BrokerStatistics statistics,
    PullRole role,
    TimeProvider timeProvider)
{
    /// <summary>The answer, or null when the pull is to be held.</summary>
    /// <param name="header">The pull.</param>
    /// <param name="admission">What it may read.</param>
    /// <param name="connection">Whose it is.</param>
    /// <param name="waitsBehind">Of a held pull: a message at or above this offset ends the wait.</param>
    public RemotingCommand? Read(PullMessageHeader header, PullAdmission admission, IConnection connection, out long waitsBehind)
    {
        var result = TakeReset(header) ?? Get(header, admission.Filter);
        var decision = role.Decide(result, header.QueueOffset, PullFlags.Has(header.SysFlag, PullFlags.Suspend));
        owners.Note(header.ConsumerGroup, header.Topic, header.QueueId, connection, PulledOffset(decision));

        // What lies before a slave's queue does not come by waiting.
        waitsBehind = result.Status == GetStatus.OffsetTooSmall ? long.MaxValue : header.QueueOffset;
        return decision.IsHeld ? null : ToAnswer(header, admission, decision, result);
    }

    /// <summary>
    /// The answer to a pull that was held. Its queue may have gone to another member meanwhile: then a pending reset is that one's.
    /// </summary>
    public RemotingCommand ReadHeld(PullMessageHeader header, PullAdmission admission, IConnection connection)
    {
        var isTakenOver = owners.IsTakenOver(header.ConsumerGroup, header.Topic, header.QueueId, connection);
        var result = (isTakenOver ? null : TakeReset(header)) ?? Get(header, admission.Filter);
        var decision = role.Decide(result, header.QueueOffset, maySuspend: false);
        owners.NoteHeld(header.ConsumerGroup, header.Topic, header.QueueId, connection, PulledOffset(decision));
        return ToAnswer(header, admission, decision, result);
    }

    /// <summary>Whether a held pull would be answered differently now.</summary>
    public bool IsOverdue(PullMessageHeader header, long waitsBehind) =>
        store.GetBounds(header.Topic, header.QueueId).Max > waitsBehind
        || offsets.IsPending(header.ConsumerGroup, header.Topic, header.QueueId);

    private static long? PulledOffset(PullDecision decision) =>
        decision.Code == ResponseCode.PullOffsetMoved ? null : decision.NextBeginOffset;

    private RemotingCommand ToAnswer(PullMessageHeader pull, PullAdmission admission, PullDecision decision, GetResult result)
    {
        var header = new PullMessageResponseHeader
        {
            SuggestWhichBrokerId = decision.IsElsewhere
                ? role.SuggestElsewhere(admission.Group)
                : role.Suggest(admission.Group, pull.Topic, pull.QueueId, result),
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
