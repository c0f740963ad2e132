using Engine.Protocol.Bodies;

namespace Engine.Admin.Foreign;

/// <summary>The consumer offsets that one broker has stored, by group and topic.</summary>
internal sealed class StoredOffsets
{
    private const char TopicEnd = '@';

    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> None =
        new Dictionary<string, IReadOnlyDictionary<int, long>>();

    private readonly Dictionary<string, Dictionary<string, IReadOnlyDictionary<int, long>>> _groups = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Groups => _groups.Keys;

    /// <summary>A key that is no topic@group, which only a hand can have written, is left out.</summary>
    public static StoredOffsets Of(ConsumerOffsetBody body)
    {
        var offsets = new StoredOffsets();
        foreach (var (key, queues) in body.OffsetTable)
        {
            if (key.Split(TopicEnd) is [{ Length: > 0 } topic, { Length: > 0 } group] && queues is not null)
            {
                offsets.Add(group, topic, queues);
            }
        }

        return offsets;
    }

    /// <summary>By topic and queue id; empty when the group has none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> OfGroup(string group) =>
        _groups.TryGetValue(group, out var topics) ? topics : None;

    private void Add(string group, string topic, IReadOnlyDictionary<int, long> queues)
    {
        if (!_groups.TryGetValue(group, out var topics))
        {
            _groups[group] = topics = new(StringComparer.Ordinal);
        }

        topics[topic] = queues;
    }
}
