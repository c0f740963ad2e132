using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Delays;

/// <summary>
/// Of one read of a level: the messages that are due, up to the first one that is not. A due time further away than the level's delay
/// comes from a clock that was set back since, and counts as due. Mirrors ScheduleMessageService#correctDeliverTimestamp.
/// </summary>
/// <param name="nowMs">Ms since 1970.</param>
/// <param name="delayMs">The level's delay.</param>
internal sealed class DueMessages(long nowMs, long delayMs) : IMessageFilter
{
    /// <summary>When the first message that is not due will be, ms since 1970; null when every one that was looked at is.</summary>
    public long? NextDueMs { get; private set; }

    /// <summary>Records that were due but are none.</summary>
    public int Broken { get; private set; }

    /// <summary>What the entry of a waiting message holds instead of its tag's hash is when it is due.</summary>
    public bool Matches(long tagsCode)
    {
        if (NextDueMs is not null)
        {
            return false;
        }

        if (tagsCode <= nowMs || tagsCode > nowMs + delayMs)
        {
            return true;
        }

        NextDueMs = tagsCode;
        return false;
    }

    public bool MatchesRecord(ReadOnlySpan<byte> record)
    {
        var isRecord = MessageRecordReader.TryRead(record, checkBody: false, out _) == RecordReadStatus.Ok;
        Broken += isRecord ? 0 : 1;
        return isRecord;
    }
}
