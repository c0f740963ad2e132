using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Broker.Groups;

/// <summary>The configured consumer groups of this broker. Mirrors SubscriptionGroupManager.</summary>
internal sealed class SubscriptionGroupTable(TimeProvider timeProvider)
{
    private readonly ConfigTable<SubscriptionGroupConfig> _table = new(timeProvider);

    public IEnumerable<string> Names => _table.Current.Entries.Keys;

    public SubscriptionGroupConfig? Find(string group) => _table.Find(group);

    /// <summary>Begins with the system groups; what was saved wins.</summary>
    public void Load(SubscriptionGroupTableBody? saved)
    {
        _table.Seed(GroupNames.AllSystem.Select(group => KeyValuePair.Create(group, new SubscriptionGroupConfig { GroupName = group })));
        if (saved is not null)
        {
            _table.Seed(saved.SubscriptionGroupTable, saved.DataVersion);
        }
    }

    public DataVersion Version => _table.Current.Version;

    /// <summary>Becomes another broker's table; the groups that are new, gone or otherwise now.</summary>
    public IReadOnlyList<string> Replace(SubscriptionGroupTableBody other) =>
        _table.Replace(other.SubscriptionGroupTable, other.DataVersion);

    public bool TryAdd(SubscriptionGroupConfig config) => _table.TryAdd(config.GroupName, config);

    public void Put(SubscriptionGroupConfig config) => _table.Put(config.GroupName, config);

    public bool Remove(string group) => _table.Remove(group);

    /// <summary>As it was before a change; null when there was none.</summary>
    public void Restore(string group, SubscriptionGroupConfig? previous) => _table.Restore(group, previous);

    /// <summary>The table as it is saved and answered.</summary>
    public SubscriptionGroupTableBody ToBody()
    {
        var current = _table.Current;
        return new SubscriptionGroupTableBody { DataVersion = current.Version, SubscriptionGroupTable = current.Entries };
    }
}
