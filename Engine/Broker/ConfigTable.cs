using System.Collections.Immutable;
using Engine.Protocol.Bodies;

namespace Engine.Broker;

/// <summary>
/// A live table of named configurations: read without a lock, changed by one writer at a time, each change a new version. Mirrors
/// the tables of TopicConfigManager and SubscriptionGroupManager.
/// </summary>
internal sealed class ConfigTable<T>(TimeProvider timeProvider)
    where T : class
{
    private readonly Lock _lock = new();
    private volatile ConfigSnapshot<T> _current =
        ConfigSnapshot<T>.Empty(new DataVersion { Timestamp = timeProvider.GetUtcNow().ToUnixTimeMilliseconds() });

    public ConfigSnapshot<T> Current => _current;

    public T? Find(string name) => _current.Entries.GetValueOrDefault(name);

    /// <summary>Puts what a broker begins with; an entry put later wins. No new version unless one is given.</summary>
    public void Seed(IEnumerable<KeyValuePair<string, T>> entries, DataVersion? version = null)
    {
        lock (_lock)
        {
            _current = new ConfigSnapshot<T>(_current.Entries.SetItems(entries), version ?? _current.Version);
        }
    }

    /// <summary>Becomes another broker's table, its version too; the names that are new, gone or otherwise now.</summary>
    public IReadOnlyList<string> Replace(IEnumerable<KeyValuePair<string, T>> entries, DataVersion version)
    {
        ImmutableDictionary<string, T> before, now;
        lock (_lock)
        {
            before = _current.Entries;
            now = before.Clear().SetItems(entries);
            _current = new ConfigSnapshot<T>(now, version);
        }

        return
        [
            .. before.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Where(name => !Equals(before.GetValueOrDefault(name), now.GetValueOrDefault(name))),
        ];
    }

    /// <summary>False when the name is taken.</summary>
    public bool TryAdd(string name, T entry) => TryChange(entries => entries.ContainsKey(name) ? entries : entries.Add(name, entry));

    /// <summary>Adds or replaces; always a new version.</summary>
    public void Put(string name, T entry) => TryChange(entries => entries.Remove(name).Add(name, entry));

    /// <summary>False when there is no such name.</summary>
    public bool Remove(string name) => TryChange(entries => entries.Remove(name));

    /// <summary>A new version of the same entries.</summary>
    public void NextVersion()
    {
        lock (_lock)
        {
            _current = _current.With(_current.Entries, timeProvider.GetUtcNow());
        }
    }

    /// <summary>As it was before a change; null when there was none.</summary>
    public void Restore(string name, T? previous)
    {
        if (previous is null)
        {
            Remove(name);
        }
        else
        {
            Put(name, previous);
        }
    }

    private bool TryChange(Func<ImmutableDictionary<string, T>, ImmutableDictionary<string, T>> change)
    {
        lock (_lock)
        {
            var changed = change(_current.Entries);
            if (ReferenceEquals(changed, _current.Entries))
            {
                return false;
            }

            _current = _current.With(changed, timeProvider.GetUtcNow());
            return true;
        }
    }
}
