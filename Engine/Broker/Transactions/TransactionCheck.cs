using Engine.Broker.Offsets;
using Engine.Protocol.Messages;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Transactions;

/// <summary>
/// Goes through the half messages whose transactions have not ended: asks for those that take too long, and gives up those it asked for
/// too often. How far it came are the offsets of RocketMQ's own group on both topics. Mirrors TransactionalMessageServiceImpl#check.
/// </summary>
/// <remarks>
/// A half message that is asked for is stored once more at the end of its queue, so that the queue moves on. The copy names the offset
/// under which it came first: a mark of either ends both. One whose copy the store can never take is asked for with the original, once,
/// and then given up; an answer that comes later still ends its transaction. One round at a time.
/// </remarks>
internal sealed partial class TransactionCheck(
    HalfQueue halves, HalfRules rules, ProducerCheck producers, ConsumerOffsetTable offsets, TimeProvider timeProvider, ILogger logger)
{
    public const string Group = "CID_RMQ_SYS_TRANS";

    private const string Client = "broker";

    /// <summary>Where the last round came to; saved when what it stored is on the disk itself.</summary>
    private (long Half, long Op, long LogEnd)? _reached;

    /// <summary>One round. How far it came counts even when it ends early.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        SaveReached();
        var at = StartOf(TopicNames.TransactionHalf, halves.HalfBounds, _reached?.Half);
        var op = StartOf(TopicNames.TransactionOp, halves.OpBounds, _reached?.Op);

        // The end before the marks: whatever is put back is for the next round.
        var round = new CheckRound(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), at, halves.HalfBounds.Max);
        var marks = new OpMarks(round.Start, round.End);
        try
        {
            halves.ReadMarks(op, marks, cancellationToken);
            while (!cancellationToken.IsCancellationRequested
                && await StepAsync(at, marks, round, cancellationToken).ConfigureAwait(false) is { } next)
            {
                at = next;
            }
        }
        finally
        {
            _reached = (at, marks.NextOffset(op, at), halves.EndOffset);
        }

        SaveReached();
    }

    /// <summary>
    /// Makes the offsets known to the table that is saved. A machine that loses power must not find offsets behind half messages that
    /// were put back but are not on its disk.
    /// </summary>
    public void SaveReached()
    {
        if (_reached is { } reached && halves.FlushedOffset >= reached.LogEnd)
        {
            Commit(TopicNames.TransactionHalf, reached.Half);
            Commit(TopicNames.TransactionOp, reached.Op);
        }
    }

    private void Commit(string topic, long offset)
    {
        if (offset != (offsets.Find(Group, topic, HalfMessage.QueueId) ?? 0))
        {
            offsets.Commit(Group, topic, HalfMessage.QueueId, offset, Client);
        }
    }

    /// <summary>Never outside the queue: the saved offset may come from a folder whose log was taken away.</summary>
    private long StartOf(string topic, QueueBounds bounds, long? reached) =>
        Math.Clamp(reached ?? offsets.Find(Group, topic, HalfMessage.QueueId) ?? 0, bounds.Min, bounds.Max);

    /// <summary>The offset to look at after this one; null when the round ends here.</summary>
    private async ValueTask<long?> StepAsync(long at, OpMarks marks, CheckRound round, CancellationToken cancellationToken)
    {
        if (at >= round.End)
        {
            return null;
        }

        if (marks.IsDone(at))
        {
            return at + 1;
        }

        if (halves.Find(at, out var next) is not { } half)
        {
            return next;
        }

        // A second copy of one message comes from a process that was killed before it saved how far it had come.
        var first = HalfMessage.FirstOffsetOf(half);
        var isDone = marks.IsDone(first) || !round.TryBegin(first)
            || await SettleAsync(half, round.NowMs, cancellationToken).ConfigureAwait(false);
        return isDone ? at + 1 : null;
    }

    /// <summary>False when this half message, and with it those behind it, are for the next round.</summary>
    private async ValueTask<bool> SettleAsync(MessageExt half, long nowMs, CancellationToken cancellationToken)
    {
        switch (rules.Judge(half, nowMs))
        {
            case HalfVerdict.GiveUp:
                return await GiveUpAsync(half, HalfMessage.CheckTimesOf(half), cancellationToken).ConfigureAwait(false);

            case HalfVerdict.PutBack:
                var put = halves.Put(HalfMessage.PutBack(half, HalfMessage.CheckTimesOf(half)));
                return put.IsStored || await AskForTheLastTimeAsync(half, put, cancellationToken).ConfigureAwait(false);

            case HalfVerdict.Check:
                return await CheckAsync(half, cancellationToken).ConfigureAwait(false);

            default:
                return false;
        }
    }

    private async ValueTask<bool> CheckAsync(MessageExt half, CancellationToken cancellationToken)
    {
        var copy = HalfMessage.PutBack(half, HalfMessage.CheckTimesOf(half) + 1);
        var put = halves.Put(copy);
        if (!put.IsStored)
        {
            return await AskForTheLastTimeAsync(half, put, cancellationToken).ConfigureAwait(false);
        }

        var again = half with
        {
            QueueOffset = put.QueueOffset,
            PhysicalOffset = put.PhysicalOffset,
            Properties = PropertyString.Parse(copy.Properties),
        };
        await producers.AskAsync(again, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>A copy that the store can never take must not keep those behind it from being checked; one refused for now waits.</summary>
    private async ValueTask<bool> AskForTheLastTimeAsync(MessageExt half, PutResult copy, CancellationToken cancellationToken)
    {
        LogNotPutBack(half.QueueOffset, copy.Remark);
        if (!IsUnfit(copy))
        {
            return false;
        }

        await producers.AskAsync(half, cancellationToken).ConfigureAwait(false);
        return await GiveUpAsync(half, HalfMessage.CheckTimesOf(half) + 1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>False when the store refuses it for now.</summary>
    private async ValueTask<bool> GiveUpAsync(MessageExt half, int checks, CancellationToken cancellationToken)
    {
        var put = await halves.GiveUpAsync(half, cancellationToken).ConfigureAwait(false);
        if (put.IsStored)
        {
            LogGivenUp(half.MessageId, half.Property(MessageProperties.ProducerGroup), checks);
            return true;
        }

        if (!IsUnfit(put))
        {
            return false;
        }

        LogLeftOut(half.MessageId, half.QueueOffset, put.Remark);
        return true;
    }

    private static bool IsUnfit(PutResult put) => put.Status is PutStatus.MessageIllegal or PutStatus.PropertiesSizeExceeded;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the transactional message {MessageId}, half message at {Offset}, is left out: {Reason}")]
    private partial void LogLeftOut(string messageId, long offset, string? reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the transactional message {MessageId} of producer group {Group} is given up after {Checks} checks; it is in the topic "
            + TopicNames.TransactionCheckMax)]
    private partial void LogGivenUp(string messageId, string? group, int checks);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the half message at {Offset} is not put back, the store refused it: {Reason}")]
    private partial void LogNotPutBack(long offset, string? reason);
}
