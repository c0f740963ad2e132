using System.Collections.Immutable;
using Engine.Store.Keys;

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

    /// <summary>What is noted of the key index; null when nothing is.</summary>
    public KeyCatalog? Keys { get; init; }

    /// <summary>Topic → queue id → entries written at least.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<int, long>> Queues { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<int, long>>(StringComparer.Ordinal);

    /// <summary>Topic → log offset of its deletion; what the log holds of it before that does not count.</summary>
    public ImmutableSortedDictionary<string, long> Deleted { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    internal QueueCatalog WithQueues(IEnumerable<(string Topic, int QueueId, long Max)> queues) => this with
    {
        Queues = queues
            .GroupBy(queue => queue.Topic, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                topic => topic.Key,
                topic => topic.ToImmutableSortedDictionary(queue => queue.QueueId, queue => queue.Max),
                StringComparer.Ordinal),
    };

    internal QueueCatalog WithDeleted(string topic, long logOffset, long logMin) => this with
    {
        Queues = Queues.Remove(topic),
        Deleted = Deleted.SetItem(topic, logOffset).RemoveRange(Deleted.Where(entry => entry.Value <= logMin).Select(entry => entry.Key)),
    };

    /// <summary>Whether a record belongs to a topic that was deleted after it.</summary>
    internal bool IsDeleted(string topic, long physicalOffset) => Deleted.TryGetValue(topic, out var at) && physicalOffset < at;

    /// <summary>Whether queues are gone or shorter than they were.</summary>
    internal bool HasMissing(Func<string, int, long> maxOf) =>
        Queues.Any(topic => topic.Value.Any(queue => maxOf(topic.Key, queue.Key) < queue.Value));
}
