using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>
/// Holds the tables that a start has read against the queues the store has: tells which tables were lost, and brings offsets back that
/// point behind a queue's end. Only between the start of the store and the first request: later, offsets may be ahead of what is read here.
/// </summary>
internal sealed partial class StoreComparison(BrokerTables tables, ILogger logger)
{
    private const int MostNamed = 10;
    private const int MostWarnings = 100;

    /// <summary>
    /// Warns of topics that the store has queues of but the table does not know, and of offsets that are gone as a whole.
    /// </summary>
    public void TellMissing()
    {
        var queues = tables.Store.Queues;
        var unknown = queues.Select(queue => queue.Topic)
            .Where(topic => !tables.SystemTopics.IsProtected(topic) && tables.Topics.Find(topic) is null)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (unknown.Length > 0)
        {
            LogTopicsMissing(tables.TopicFile.Path, tables.TopicFile.IsMissing ? "missing" : "incomplete", unknown.Length, Named(unknown));
        }

        if (tables.OffsetFile.IsMissing && queues.Count > 0)
        {
            LogOffsetsMissing(tables.OffsetFile.Path);
        }

        // Only what another file or the store tells of is known to be lost.
        var groups = tables.Offsets.Groups.Where(group => !GroupNames.IsSystem(group)).ToArray();
        if (tables.GroupFile.IsMissing && groups.Length > 0)
        {
            LogGroupsMissing(tables.GroupFile.Path, groups.Length, Named(groups));
        }

        if (tables.DelayOffsetFile.IsMissing && queues.Any(queue => queue.Topic == TopicNames.Schedule))
        {
            LogDelaysMissing(tables.DelayOffsetFile.Path);
        }
    }

    /// <summary>
    /// Lowers offsets above their queue's end to that end: the log has lost its last messages, and the offsets it gives again would count
    /// as consumed. True when there were any; they must be saved before the first message, a later start could not tell them any more.
    /// Never at a slave: its log comes behind its master's, whose offsets it keeps.
    /// </summary>
    public bool LowerOffsets()
    {
        if (tables.Settings.Options.IsSlave)
        {
            return false;
        }

        var lowered = tables.Offsets.LowerTo((topic, queueId) => tables.Store.GetBounds(topic, queueId).Max);
        foreach (var (group, topic, queues) in lowered.Take(MostWarnings))
        {
            LogLowered(group, topic, queues.Count, Named([.. queues.Select(queue => $"Q{queue.QueueId} {queue.Before} -> {queue.After}")]));
        }

        if (lowered.Count > MostWarnings)
        {
            LogMoreLowered(lowered.Count - MostWarnings);
        }

        return lowered.Count > 0;
    }

    private static string Named(IReadOnlyCollection<string> all) =>
        string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} is {Fault}: the store has messages of {Count} topics that it does not name ({Topics}); they can be "
            + "read "
            + "again when the topics are created anew, or when the file is put back while the broker is stopped")]
    private partial void LogTopicsMissing(string path, string fault, int count, string topics);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} is missing although the store has messages: groups that consumed here have lost their offsets and "
            + "begin "
            + "as new ones, unless the file is put back while the broker is stopped")]
    private partial void LogOffsetsMissing(string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} is missing although {Count} groups have offsets here ({Groups}): they get the default configuration, "
            + "unless the file is put back while the broker is stopped")]
    private partial void LogGroupsMissing(string path, int count, string groups);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} is missing although the store has delayed messages: those that are still stored are delivered once "
            + "more, unless the file is put back while the broker is stopped")]
    private partial void LogDelaysMissing(string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} on {Topic}: the last messages of the log are lost, offsets of {Count} queues were above the queue's end "
            + "and "
            + "were lowered to it, so that new messages are consumed ({Queues})")]
    private partial void LogLowered(string group, string topic, int count, string queues);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "offsets of {Count} more groups and topics were lowered to the ends of their queues")]
    private partial void LogMoreLowered(int count);
}
