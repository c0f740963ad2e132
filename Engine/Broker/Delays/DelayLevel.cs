using Engine.Broker.Sending;
using Engine.Protocol.Messages;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Delays;

/// <summary>
/// One delay level: takes what is due out of its queue, in order, and stores it where it was sent to. A message is delivered at least
/// once: its offset counts as done only after the copy is stored. What cannot be delivered at all is left out and named; a store that
/// refuses is asked again later. Mirrors ScheduleMessageService's DeliverDelayedMessageTimerTask.
/// </summary>
internal sealed partial class DelayLevel(
    LevelDelay delay, DelayOffsetTable offsets, MessageStore store, MessageIntake intake, TimeProvider timeProvider, ILogger logger)
{
    private const int BatchMessages = 32;

    /// <summary>Looks at entries that cannot be read before they are given up.</summary>
    private const int PatienceWithEntries = 3;

    private int _unreadable;

    /// <summary>Where something was left out last: a level may look there again and again until the next message is due.</summary>
    private long _leftOutAt = -1;

    public int Number => delay.Level;

    /// <summary>Delivers at most one read's worth.</summary>
    public DelayTurn Deliver()
    {
        var offset = offsets.Find(Number) ?? 0;
        var due = new DueMessages(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), delay.DelayMs);
        var read = store.Get(TopicNames.Schedule, delay.QueueId, offset, BatchMessages, due);
        return read.Status switch
        {
            GetStatus.NoMatchedLogicQueue or GetStatus.OffsetOverflowOne => DelayTurn.Arrival,
            GetStatus.NoMessageInQueue => offset == 0 ? DelayTurn.Arrival : MoveTo(read.NextBeginOffset),
            GetStatus.OffsetTooSmall or GetStatus.OffsetOverflowBadly => Correct(offset, read),
            GetStatus.OffsetFoundNull => SkipUnreadable(offset, read),
            _ => Deliver(offset, read, due),
        };
    }

    private DelayTurn Deliver(long offset, GetResult read, DueMessages due)
    {
        _unreadable = 0;
        if ((due.Broken > 0 || read.Status == GetStatus.MessageWasRemoving) && offset != _leftOutAt)
        {
            _leftOutAt = offset;
            LogLeftOut(Number, offset, read.NextBeginOffset);
        }

        foreach (var message in MessageRecordReader.ReadAll(read.Body))
        {
            if (!TryDeliver(message))
            {
                return DelayTurn.Pause;
            }

            offsets.Put(Number, message.QueueOffset + 1);
        }

        return due.NextDueMs is { } next ? DelayTurn.Until(next) : MoveTo(read.NextBeginOffset);
    }

    /// <summary>False when the store does not take it now.</summary>
    private bool TryDeliver(MessageExt waiting)
    {
        if (DelayedMessage.ToDeliver(waiting, out var fault) is not { } message)
        {
            LogUndeliverable(Number, waiting.QueueOffset, fault);
            return true;
        }

        // Nobody waits for the disk here: the offset that is saved never runs ahead of what is flushed.
        var put = intake.PutDue(message, delay.QueueId);
        if (put.IsStored)
        {
            return true;
        }

        if (put.Status is PutStatus.MessageIllegal or PutStatus.PropertiesSizeExceeded)
        {
            LogUndeliverable(Number, waiting.QueueOffset, put.Remark);
            return true;
        }

        LogRefused(Number, waiting.QueueOffset, message.Topic, put.Remark);
        return false;
    }

    private DelayTurn MoveTo(long offset)
    {
        offsets.Put(Number, offset);
        return DelayTurn.Again;
    }

    private DelayTurn Correct(long offset, GetResult read)
    {
        LogCorrected(Number, offset, read.Min, read.Max);
        return MoveTo(read.NextBeginOffset);
    }

    private DelayTurn SkipUnreadable(long offset, GetResult read)
    {
        if (++_unreadable < PatienceWithEntries)
        {
            return DelayTurn.Pause;
        }

        _unreadable = 0;
        var next = Math.Min(read.NextBeginOffset, read.Max);
        LogLeftOut(Number, offset, next);
        return MoveTo(next);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "delayed messages of level {Level} between offsets {From} and {To} are gone or unreadable and are left out")]
    private partial void LogLeftOut(int level, long from, long to);

    [LoggerMessage(Level = LogLevel.Error, Message = "the delayed message of level {Level} at offset {Offset} is left out: {Reason}")]
    private partial void LogUndeliverable(int level, long offset, string? reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the delayed message of level {Level} at offset {Offset} was not stored in topic {Topic} and is tried again: {Reason}")]
    private partial void LogRefused(int level, long offset, string topic, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the offset {Offset} of delay level {Level} lay outside {Min} to {Max}")]
    private partial void LogCorrected(int level, long offset, long min, long max);
}
