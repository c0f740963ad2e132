using Engine.Protocol.Bodies;

namespace Engine.Broker.Topics;

/// <summary>The topics of this broker. Mirrors TopicConfigManager.</summary>
internal sealed class TopicTable(TimeProvider timeProvider)
{
    private readonly ConfigTable<TopicConfig> _table = new(timeProvider);

    public IEnumerable<TopicConfig> All => _table.Current.Entries.Values;

    public TopicConfig? Find(string topic) => _table.Find(topic);

    /// <summary>Queues that hold or held messages: the larger of both numbers; 0 for an unknown topic.</summary>
    public int QueuesOf(string topic) => Find(topic) is { } config ? Math.Max(config.ReadQueueNums, config.WriteQueueNums) : 0;

    /// <summary>Begins with the system topics; what was saved wins.</summary>
    public void Load(IEnumerable<TopicConfig> systemTopics, TopicConfigTableBody? saved)
    {
        _table.Seed(systemTopics.Select(topic => KeyValuePair.Create(topic.TopicName, topic)));
        if (saved is not null)
        {
            _table.Seed(saved.TopicConfigTable, saved.DataVersion);
        }
    }

    public DataVersion Version => _table.Current.Version;

    /// <summary>Becomes another broker's table; the topics that are new, gone or otherwise now.</summary>
    public IReadOnlyList<string> Replace(TopicConfigTableBody other) => _table.Replace(other.TopicConfigTable, other.DataVersion);

    public bool TryAdd(TopicConfig config) => _table.TryAdd(config.TopicName, config);

    public void Put(TopicConfig config) => _table.Put(config.TopicName, config);

    public bool Remove(string topic) => _table.Remove(topic);

    /// <summary>A new version of the same topics.</summary>
    public void NextVersion() => _table.NextVersion();

    /// <summary>As it was before a change; null when there was none.</summary>
    public void Restore(string topic, TopicConfig? previous) => _table.Restore(topic, previous);

    /// <summary>The table as it is saved, registered and answered.</summary>
    public TopicConfigTableBody ToBody()
    {
        var current = _table.Current;
        return new TopicConfigTableBody { DataVersion = current.Version, TopicConfigTable = current.Entries };
    }
}
