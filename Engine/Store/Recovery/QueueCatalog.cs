using System.Collections.Immutable;
using Engine.Store.Keys;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>
/// The queues there should be, kept beside the store: shows a start that queue files are missing although all others look right, which
/// topics were deleted, so that a rebuild from the log does not bring them back, and how long files are when all of them were cut short.
/// </summary>
internal sealed record QueueCatalog
{
    internal static readonly QueueCatalog Empty = new();

    /// <summary>Size of a log file; 0 when not noted.</summary>
    public long LogFileBytes { get; init; }

    /// <summary>Size of a queue file; 0 when not noted.</summary>
    public int QueueFileBytes { get; init; }

    /// <summary>Where the log began when the queues were listed.</summary>
    public long LogStart { get; init; }

    /// <summary>What is noted of the key index; null when nothing is.</summary>
    public KeyCatalog? Keys { get; init; }

    /// <summary>Topic → queue id → its next queue offset; after a clean stop exactly, else it had reached at least so far.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<int, long>> Queues { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<int, long>>(StringComparer.Ordinal);

    /// <summary>Topic → queue id → queue offset at which its first file began; queues that begin at 0 are left out.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<int, long>> Firsts { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<int, long>>(StringComparer.Ordinal);

    /// <summary>Topic → log offset of its deletion; what the log holds of it before that does not count.</summary>
    public ImmutableSortedDictionary<string, long> Deleted { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Whether there was a message once.</summary>
    internal bool KnowsMessages => Queues.Any(topic => topic.Value.Any(queue => queue.Value > 0)) || Deleted.Any(topic => topic.Value > 0);

    internal QueueCatalog WithQueues(IReadOnlyCollection<QueueNote> queues, long logStart) => this with
    {
        LogStart = logStart,
        Queues = ByTopic(queues, queue => queue.Max),
        Firsts = ByTopic(queues.Where(queue => queue.First > 0), queue => queue.First),
    };

    internal QueueCatalog WithDeleted(string topic, long logOffset, long logMin) => this with
    {
        Queues = Queues.Remove(topic),
        Firsts = Firsts.Remove(topic),
        Deleted = Deleted.SetItem(topic, logOffset).RemoveRange(Deleted.Where(entry => entry.Value <= logMin).Select(entry => entry.Key)),
    };

    /// <summary>The same for a log that was cut: what is added behind its end is later than all deletions.</summary>
    internal QueueCatalog WithLogEnd(long logEnd) => this with
    {
        Deleted = Deleted.SetItems(Deleted.Where(topic => topic.Value > logEnd).Select(topic => KeyValuePair.Create(topic.Key, logEnd))),
    };

    /// <summary>Whether a record belongs to a topic that was deleted after it.</summary>
    internal bool IsDeleted(string topic, long physicalOffset) => Deleted.TryGetValue(topic, out var at) && physicalOffset < at;

    /// <summary>What is noted of a queue; zeros when nothing is.</summary>
    internal QueueNote NoteOf(string topic, int queueId) =>
        new(topic, queueId, ValueOf(Firsts, topic, queueId), ValueOf(Queues, topic, queueId));

    /// <summary>Whether queues are gone or shorter than they were.</summary>
    internal bool HasMissing(Func<string, int, long> maxOf) =>
        Queues.Any(topic => topic.Value.Any(queue => maxOf(topic.Key, queue.Key) < queue.Value));

    /// <summary>Says what cannot be of a catalog that was read from a file, or null.</summary>
    internal string? FindFault()
    {
        if (Queues is null || Firsts is null || Deleted is null || Queues.Values.Any(queues => queues is null)
            || Firsts.Values.Any(queues => queues is null))
        {
            return "has no queues";
        }

        return LogFileBytes < 0 || QueueFileBytes < 0 || QueueFileBytes % ConsumeQueueEntry.Bytes != 0
            ? $"says that files have {LogFileBytes} and {QueueFileBytes} bytes"
            : null;
    }

    private static long ValueOf(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<int, long>> values, string topic, int queueId) =>
        values.TryGetValue(topic, out var queues) ? queues.GetValueOrDefault(queueId) : 0;

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<int, long>> ByTopic(
        IEnumerable<QueueNote> queues, Func<QueueNote, long> value) => queues
            .GroupBy(queue => queue.Topic, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                topic => topic.Key, topic => topic.ToImmutableSortedDictionary(queue => queue.QueueId, value), StringComparer.Ordinal);
}
