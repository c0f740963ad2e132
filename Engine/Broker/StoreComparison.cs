using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>Holds the tables that a start has read against the queues the store has: tells which tables were lost.</summary>
internal sealed partial class StoreComparison(BrokerTables tables, ILogger logger)
{
    private const int MostNamed = 10;

    /// <summary>Warns of topics that the store has queues of but the table does not know, and of offsets that are gone as a whole.</summary>
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
    }

    private static string Named(IReadOnlyCollection<string> all) =>
        string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} is {Fault}: the store has messages of {Count} topics that it does not name ({Topics}); they can be read "
            + "again when the topics are created anew, or when the file is put back while the broker is stopped")]
    private partial void LogTopicsMissing(string path, string fault, int count, string topics);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} is missing although the store has messages: groups that consumed here have lost their offsets and begin "
            + "as new ones, unless the file is put back while the broker is stopped")]
    private partial void LogOffsetsMissing(string path);
}
